import { data, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { notFound, pageAction, pageLoader } from '#app/identity/route-wrappers.server.ts'
import { readTyped, typedFromForm } from '#app/kernel/form-data.ts'
import { makeCampaignSchema } from '#app/letters/campaign.schema.ts'
import { campaignRefusalSentence, REFUSAL_FIELDS } from '#app/letters/campaign.words.ts'
import { makeCampaign } from '#app/letters/make-campaign.server.ts'
import { readPracticeHome } from '#app/letters/read-practice-home.server.ts'
import { RadiosField, TextField } from '#app/ui/fields.tsx'
import { PortalForm, SubmitButton } from '#app/ui/form.tsx'
import { Page, titled } from '#app/ui/page.tsx'

export const meta = titled('Start a campaign')

export const loader = pageLoader('campaigns.manage', async ({ context }) => {
  if (context.actor.organisationKind !== 'gp-practice') throw notFound()
  return { projects: (await readPracticeHome(context)).mayBegin }
})

export const action = pageAction('campaigns.manage', async ({ context, request }) => {
  const reading = readTyped(typedFromForm(await request.formData()), makeCampaignSchema)
  if (!reading.ok) return data({ problems: reading.problems, typed: reading.typed }, { status: 400 })
  const made = await makeCampaign(context, reading.value)
  if (made.ok) throw redirect(`/practice/campaigns/${made.value.ref}?done=made`)
  return data({ problems: [{ field: REFUSAL_FIELDS[made.refusal.kind] ?? '', message: campaignRefusalSentence(made.refusal) }], typed: reading.typed }, { status: 409 })
})

export default function NewCampaign() {
  const { projects } = useLoaderData<typeof loader>()
  const result = useActionData<typeof action>()
  const [first] = projects
  return (
    <Page title="Start a campaign" crumbs={[{ href: '/practice', label: 'Letters and replies' }]}>
      {first ? (
        <PortalForm schema={makeCampaignSchema} problems={result?.problems} typed={result?.typed ?? (projects.length === 1 ? { projectRef: first.ref, ref: `${first.ref}-letters` } : {})}>
          <RadiosField name="projectRef" label="Which project are the letters about?" options={projects.map((project) => ({ value: project.ref, label: project.title }))} />
          <TextField name="ref" label="Reference of the campaign" hint="Lower-case letters and numbers with hyphens, such as oldham-gp-pilot-letters. It cannot be changed later." width={30} code spellCheck={false} autoComplete="off" />
          <SubmitButton>Start the campaign</SubmitButton>
        </PortalForm>
      ) : (
        <p>There is no project to write about. A campaign can be started when the protocol of a project that your surgery is a party to has been drafted, and your surgery has no campaign for it yet.</p>
      )}
    </Page>
  )
}
