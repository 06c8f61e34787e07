import { CheckboxesField, RadiosField, SelectField, TextareaField, TextField } from '#app/ui/fields.tsx'
import { HiddenField } from '#app/ui/form.tsx'
import { Details, InsetText } from '#app/ui/furniture.tsx'
import { ARTICLE_6, ARTICLE_9, CONFIDENTIALITY_ROUTES, PURPOSE_KINDS, SOURCES, type Dataset, type Party } from './facts.rules.ts'
import { ARTICLE_6_WORDS, ARTICLE_9_WORDS, CONFIDENTIALITY_WORDS, PURPOSE_KIND_WORDS, SOURCE_WORDS } from './facts.words.ts'
import { GATEWAYS } from './gateways.rules.ts'

const YES_NO = [{ value: 'yes', label: 'Yes' }, { value: 'no', label: 'No' }] as const

/** The questions about one flow: what goes, on what three legal grounds, and how. */
export function FlowBoxes({ fixedRef, parties, datasets, projectRef }: {
  /** Set once the flow is there: pipelines know it by this reference, so it does not change. */
  readonly fixedRef: string | null
  readonly parties: readonly Party[]
  readonly datasets: readonly Dataset[]
  readonly projectRef: string
}) {
  const partyOptions = parties.map((party) => ({ value: party.organisationCode, label: party.name }))
  return (
    <>
      {parties.length < 2 || datasets.length === 0 ? <InsetText><p>Add two parties and a dataset first, so that they can be chosen here.</p></InsetText> : null}
      <h2 className="nhsuk-heading-m">What goes</h2>
      <TextField name="name" label="What is the flow called?" hint="Such as Register extract to the council" />
      {fixedRef === null
        ? <TextField name="ref" label="Reference" code width={30} spellCheck={false} hint={`The short name that programs ask the gate for, such as ${projectRef}-register. No other flow may have it, and it cannot be changed later`} />
        : <HiddenField name="ref" value={fixedRef} />}
      <SelectField name="fromCode" label="Who sends the data?" prompt="Select a party" options={partyOptions} />
      <SelectField name="toCode" label="Who receives it?" prompt="Select a party" options={partyOptions} />
      <SelectField name="datasetId" label="Which dataset?" prompt="Select a dataset" options={datasets.map((dataset) => ({ value: dataset.id, label: dataset.name }))} />
      <CheckboxesField name="drawsOn" label="Which records does the data come from?" hint="Select all that apply. Which opt-outs count depends on it" options={SOURCES.map((source) => ({ value: source, label: SOURCE_WORDS[source] }))} />
      <RadiosField name="purposeKind" label="What kind of purpose has it?" options={PURPOSE_KINDS.map((kind) => ({ value: kind, label: PURPOSE_KIND_WORDS[kind] }))} />
      <TextareaField name="use" label="What does the recipient do with it?" rows={4} />

      <h2 className="nhsuk-heading-m">On what grounds</h2>
      <p>Each flow needs three: a power to share, a basis under the UK GDPR, and a reason why the duty of confidence allows it. None stands in for another.</p>
      <TextareaField name="legalPower" label="Under what legal power or duty?" rows={3} />
      <p><a href="/reference/gateways" target="_blank" rel="noreferrer">Read what each gateway is for, who may use it and where it stops (opens in a new tab)</a></p>
      <Details summary="Gateways: powers and duties that councils and the NHS share under">
        <CheckboxesField name="gateways" label="Which of these does the flow rest on?" hint="Papers name them and say where each stops. A power to share does not by itself lift the duty of confidence"
          options={GATEWAYS.map((gateway) => ({ value: gateway.id, label: gateway.name, hint: `${gateway.kind === 'duty' ? 'Duty' : 'Power'}: ${gateway.use}. Limit: ${gateway.limit}` }))} />
      </Details>
      <SelectField name="article6" label="Lawful basis: UK GDPR, Article 6" prompt="Select a basis" hint="For a public body this is usually public task" options={ARTICLE_6.map((value) => ({ value, label: ARTICLE_6_WORDS[value] }))} />
      <SelectField name="article9" label="Condition for health data: UK GDPR, Article 9" prompt="Select a condition" options={ARTICLE_9.map((value) => ({ value, label: ARTICLE_9_WORDS[value] }))} />
      <RadiosField name="confidentiality" label="What lifts the duty of confidence?"
        options={CONFIDENTIALITY_ROUTES.filter((route) => route !== 'none').map((value) => ({ value, label: CONFIDENTIALITY_WORDS[value] }))} />
      <TextareaField name="confidentialityWhy" label="Why does that apply?" rows={4} />

      <h2 className="nhsuk-heading-m">How</h2>
      <TextField name="transport" label="How does the data travel?" hint="Such as “encrypted e-mail between two named people”" />
      <TextField name="frequency" label="How often?" hint="Such as “once, after the closing date for replies”" />
      <RadiosField name="projectOptOut" label="May people opt out of this flow?" inline options={YES_NO} />
      <RadiosField name="includesDeceased" label="Are people who have died included?" inline options={YES_NO} />
    </>
  )
}
