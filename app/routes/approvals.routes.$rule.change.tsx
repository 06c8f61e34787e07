import { data, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { answerRouteForm } from '#app/approvals/answer-saved-route.server.ts'
import { readSavedRoute } from '#app/approvals/read-saved-routes.server.ts'
import { FocusOn, StageBoxes } from '#app/approvals/saved-route-form.tsx'
import { savedRouteSchema, tickedIn, typedFromStages } from '#app/approvals/saved-route.schema.ts'
import { SAVED_ROUTE_WORDS } from '#app/approvals/saved-route.words.ts'
import { TriedOutStages } from '#app/approvals/tried-out.tsx'
import { notFound, pageAction, pageLoader } from '#app/identity/route-wrappers.server.ts'
import { typedRows } from '#app/projects/project.schema.ts'
import { DateField, SelectField } from '#app/ui/fields.tsx'
import { HiddenField, PortalForm, SubmitButton } from '#app/ui/form.tsx'
import { Page, titled } from '#app/ui/page.tsx'

export const meta = titled('Change how it is decided')

export const loader = pageLoader('approval-routes.save', async ({ context, params }) => {
  const page = await readSavedRoute(context, params.rule ?? '')
  if (!page) throw notFound()
  const { rule, name, officer, begin, today, newest, projects } = page
  return { rule, name, officer, begin, today, newest, projects }
})

export const action = pageAction('approval-routes.save', async ({ context, params, request }) => {
  const answer = await answerRouteForm(context, params.rule ?? '', await request.formData())
  if ('done' in answer) throw redirect(`/approvals/routes/${params.rule}?done=${answer.done}`)
  const { status, ...again } = answer
  return data(again, { status })
})

export default function ChangeRoute() {
  const page = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const typed = answer?.typed ?? typedFromStages(page.begin, page.today)
  const rows = typedRows(typed, 'stages').map((row) => ({ id: String(row.id), post: String(row.post), hasPapers: tickedIn(row.mustSee).length > 0 }))
  return (
    <Page title="Change how it is decided" caption={page.name} wide
      crumbs={[{ href: '/approvals/routes', label: SAVED_ROUTE_WORDS.title }, { href: `/approvals/routes/${page.rule}`, label: page.name }]}>
      <p className="nhsuk-u-reading-width">{SAVED_ROUTE_WORDS.form} The {page.officer} must decide in one of them.</p>
      <PortalForm key={JSON.stringify(typed.stages)} schema={savedRouteSchema} problems={answer?.problems} typed={typed}>
        {/* The button that the Enter key presses. */}
        <button type="submit" name="does" value="save" hidden />
        <HiddenField name="basedOn" value={typeof typed.basedOn === 'string' ? typed.basedOn : page.newest} />
        <StageBoxes rows={rows} />
        <section aria-labelledby="try-out">
          <h2 className="nhsuk-heading-m" id="try-out" tabIndex={-1}>{SAVED_ROUTE_WORDS.tryOut}</h2>
          {answer?.tried ? <><h3 className="nhsuk-heading-s">{answer.tried.project}</h3><TriedOutStages triedOut={answer.tried.triedOut} /></> : null}
          {page.projects.length === 0 ? <p>{SAVED_ROUTE_WORDS.nobodyAsks} When one does, it can be tried out on it here.</p> : (
            <>
              <SelectField name="on" label="On which project?" hint={SAVED_ROUTE_WORDS.tryOutHint} prompt="Select a project" options={page.projects} />
              <SubmitButton name="does" value="try" secondary>Try it out</SubmitButton>
            </>
          )}
        </section>
        <h2 className="nhsuk-heading-m">Save it</h2>
        <DateField name="from" label="From which day on?" hint="Today or later. Approvals that were asked for before keep the route that they began with" />
        <SubmitButton name="does" value="save">Save</SubmitButton>
      </PortalForm>
      <FocusOn id={answer && answer.problems.length === 0 ? (answer.tried ? 'try-out' : `stage-row-${rows.length}`) : null} />
    </Page>
  )
}
