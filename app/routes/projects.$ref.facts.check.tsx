import { data, redirect } from '@remix-run/node'
import { Link, useActionData, useLoaderData } from '@remix-run/react'
import { DRAFT_REFUSAL_WORDS } from '#app/documents/document.words.ts'
import { draftProtocol } from '#app/documents/draft-paper.server.ts'
import { factsCrumbs } from '#app/documents/facts-frame.tsx'
import { readFactsPage } from '#app/documents/read-facts-page.server.ts'
import { notFound, pageAction, pageLoader } from '#app/identity/route-wrappers.server.ts'
import { readTyped, typedFromForm } from '#app/kernel/form-data.ts'
import { factGroups } from '#app/projects/fact-rows.words.ts'
import { FactSummary } from '#app/projects/fact-summary.tsx'
import { CORE_SECTIONS, FACT_SECTIONS, type FactSection, type ProjectFacts } from '#app/projects/facts.rules.ts'
import { missingFactSentence, SECTION_WORDS } from '#app/projects/facts.words.ts'
import { factsVersionSchema } from '#app/projects/project.schema.ts'
import { HiddenField, PortalForm, SubmitButton } from '#app/ui/form.tsx'
import { InsetText } from '#app/ui/furniture.tsx'
import { Page, titled } from '#app/ui/page.tsx'

export const meta = titled('Check the facts')

export const loader = pageLoader('projects.read', async ({ context, params }) => {
  const page = await readFactsPage(context, params.ref ?? '')
  if (!page) throw notFound()
  return page
})

export const action = pageAction('projects.draft', async ({ context, params, request }) => {
  const reading = readTyped(typedFromForm(await request.formData()), factsVersionSchema)
  if (!reading.ok) return data({ problems: [{ field: '', message: DRAFT_REFUSAL_WORDS['changed-since-read'] }] }, { status: 400 })
  const drafted = await draftProtocol(context, { ref: params.ref ?? '', factsVersion: reading.value.factsVersion })
  if (drafted.ok) throw redirect(`/documents/${drafted.value.documentRef}/v${drafted.value.number}?done=drafted`)
  if (drafted.refusal.kind === 'not-found') throw notFound()
  return data({ problems: [{ field: '', message: DRAFT_REFUSAL_WORDS[drafted.refusal.kind] }] }, { status: 409 })
})

export default function CheckFacts() {
  const page = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const base = `/projects/${page.ref}/facts`
  const isDrafted = page.protocol?.saysWhatFactsSay === true
  return (
    <Page title={page.mayEdit ? 'Check the facts' : 'Facts'} caption={page.title} crumbs={page.mayEdit ? factsCrumbs(page) : factsCrumbs(page).slice(0, 2)}>
      {FACT_SECTIONS.filter((section) => isAsked(page.facts, section)).map((section) => {
        const groups = factGroups(page.facts, section)
        const missing = page.missing.filter((item) => item.section === section)
        return (
          <section key={section} id={section}>
            <h2 className="nhsuk-heading-m">{SECTION_WORDS[section]}</h2>
            {groups.length === 0 && missing.length === 0 ? <p>Nothing yet.</p> : null}
            {missing.length > 0 ? (
              <InsetText>
                <ul>{missing.map((item) => (
                  <li key={`${item.kind}-${item.about ?? ''}`}>{page.mayEdit ? <Link to={`${base}/${section}`}>{missingFactSentence(page.facts, item)}</Link> : missingFactSentence(page.facts, item)}</li>
                ))}</ul>
              </InsetText>
            ) : null}
            {groups.map((group) => (
              <div key={group.href}>
                {group.title ? <h3 className="nhsuk-heading-s">{group.title}</h3> : null}
                <FactSummary rows={group.rows} changeHref={page.mayEdit ? `${base}/${group.href}` : undefined} what={group.title} />
              </div>
            ))}
          </section>
        )
      })}
      {page.protocol && isDrafted ? <p><Link to={`/documents/${page.protocol.ref}/v${page.protocol.number}`}>Read version {page.protocol.number} of the protocol, drafted from these facts</Link></p> : null}
      {page.mayEdit && !isDrafted ? (
        <PortalForm problems={answer?.problems}>
          <HiddenField name="factsVersion" value={page.factsVersion} />
          {page.missing.length > 0
            ? <InsetText><p>The protocol can be drafted once nothing is missing.</p></InsetText>
            : <SubmitButton>Draft the protocol</SubmitButton>}
        </PortalForm>
      ) : null}
    </Page>
  )
}

/** Sections that every protocol needs, and others that have been answered. */
function isAsked(facts: ProjectFacts, section: FactSection): boolean {
  return (CORE_SECTIONS as readonly FactSection[]).includes(section) || factGroups(facts, section).length > 0
}
