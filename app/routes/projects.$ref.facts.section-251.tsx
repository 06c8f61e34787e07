import { useActionData, useLoaderData } from '@remix-run/react'
import { answerSection, openSection } from '#app/documents/facts-form.server.ts'
import { FactsForm } from '#app/documents/facts-frame.tsx'
import { pageAction, pageLoader } from '#app/identity/route-wrappers.server.ts'
import { section251Schema, typedFromSection251 } from '#app/projects/application-facts.schema.ts'
import { factGroups } from '#app/projects/fact-rows.words.ts'
import { SECTION_WORDS } from '#app/projects/facts.words.ts'
import { SUPPORT_CLASSES } from '#app/projects/further-facts.rules.ts'
import { SUPPORT_CLASS_WORDS } from '#app/projects/further-facts.words.ts'
import { CheckboxesField, TextareaField, TextField } from '#app/ui/fields.tsx'
import { titled } from '#app/ui/page.tsx'

export const meta = titled(SECTION_WORDS['section-251'])

export const loader = pageLoader('projects.draft', openSection('section-251'))

export const action = pageAction('projects.draft', answerSection('section-251', section251Schema))

export default function Section251() {
  const answer = useActionData<typeof action>()
  const opened = useLoaderData<typeof loader>()
  const page = answer?.now ?? opened
  return (
    <FactsForm page={page} section="section-251" title={SECTION_WORDS['section-251']} schema={section251Schema} saved={typedFromSection251(page.facts.section251)} answer={answer}
      savedRows={factGroups(page.facts, 'section-251')[0]?.rows ?? []} removes={page.facts.section251 ? 'these answers' : undefined}>

      <p>Only where a flow needs support under section 251 of the NHS Act 2006. The support lifts the duty of confidence; it is not consent under the UK GDPR, and a power, a lawful basis and a notice are needed all the same.</p>
      <TextareaField name="medicalPurpose" label="What is the medical purpose?" rows={4} hint="As section 251(12) has it: preventive medicine, diagnosis, research, care and treatment, the management of health and social care services, or informing people about their care" />
      <TextareaField name="cohort" label="Whose records are asked for?" rows={3} hint="Which people, where, over what time" />
      <CheckboxesField name="classes" label="What is the support for?" hint="The classes of the Schedule to the regulations of 2002. Select all that apply" options={SUPPORT_CLASSES.map((one) => ({ value: one, label: SUPPORT_CLASS_WORDS[one] }))} />
      <TextareaField name="whyNoConsent" label="Why can people not be asked for consent?" rows={5} hint="Such as how many they are, that they are not in touch, or that leaving out those who do not answer would spoil the result" />
      <TextareaField name="whyIdentifiable" label="Why would data that identifies nobody not do?" rows={5} />
      <TextareaField name="dissent" label="How are objections honoured?" rows={4} hint="How people hear of it, whom they tell, and how they are left out, beside the letter" />
      <TextareaField name="exit" label="When will support no longer be needed?" rows={3} hint="Such as when names are destroyed, or when consent can be asked for" />
      <TextField name="reference" label="What is its reference?" width={20} code spellCheck={false} hint="Such as 26/CAG/0000. Leave this empty if there is none yet" />
    </FactsForm>
  )
}
