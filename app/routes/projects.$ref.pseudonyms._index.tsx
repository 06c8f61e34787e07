import { data, redirect } from '@remix-run/node'
import { Link, useActionData, useLoaderData } from '@remix-run/react'
import { notFound, pageAction, pageLoader } from '#app/identity/route-wrappers.server.ts'
import { readTyped, typedFromForm } from '#app/kernel/form-data.ts'
import { formatInstant } from '#app/kernel/uk-date.ts'
import { changePseudonymKey } from '#app/releases/change-pseudonym-key.server.ts'
import { changePseudonymKeySchema } from '#app/releases/pseudonym-keys.schema.ts'
import { pseudonymDoneWords, pseudonymKeyProblems } from '#app/releases/pseudonym.words.ts'
import { readPseudonymsPage } from '#app/releases/read-pseudonyms-page.server.ts'
import { TextField } from '#app/ui/fields.tsx'
import { HiddenField, PortalForm, SubmitButton } from '#app/ui/form.tsx'
import { ButtonLink, InsetText, SuccessBanner, Table, Tag, WarningCallout } from '#app/ui/furniture.tsx'
import { Page, titled } from '#app/ui/page.tsx'

export const meta = titled<{ project: { title: string } }>((page) => `Pseudonyms: ${page?.project.title ?? 'project'}`)

export const loader = pageLoader('keys.manage', async ({ context, params, url }) => {
  const page = await readPseudonymsPage(context, params.ref ?? '')
  if (!page) throw notFound()
  return { ...page, done: pseudonymDoneWords(url.searchParams.get('done')) }
})

export const action = pageAction('keys.manage', async ({ context, params, request }) => {
  const reading = readTyped(typedFromForm(await request.formData()), changePseudonymKeySchema)
  if (!reading.ok) return data({ problems: reading.problems, typed: reading.typed }, { status: 400 })
  const changed = await changePseudonymKey(context, params.ref ?? '', reading.value)
  if (changed.ok) throw redirect(`/projects/${params.ref}/pseudonyms?done=made`)
  if (changed.refusal.kind === 'not-found') throw notFound()
  const status = changed.refusal.kind === 'reference-does-not-match' ? 400 : changed.refusal.kind === 'not-a-controller' ? 403 : 409
  return data({ problems: pseudonymKeyProblems(changed.refusal), typed: reading.typed }, { status })
})

export default function ProjectPseudonyms() {
  const { project, isController, mayChange, newest, keys, given, publicKeys, done } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const base = `/projects/${project.ref}`
  return (
    <Page title="Pseudonyms" caption={project.title} wide crumbs={[{ href: '/projects', label: 'Projects' }, { href: base, label: project.title }, { href: `${base}/releases`, label: 'Checks' }]}>
      {done ? <SuccessBanner>{done}</SuccessBanner> : null}
      <p className="nhsuk-u-reading-width">A list can be put to the gate by pseudonyms instead of NHS numbers: hashes under a secret key that only the project’s controllers hold. Whoever links the data then never sees a number, and cannot work one out.</p>
      {keys.length === 0 ? <InsetText><p>The project has no key yet. A controller makes it; then each controller downloads it, encrypted for them.</p></InsetText> : (
        <Table caption="Versions of the key" head={['Version', 'State', 'Made', 'By', 'Retired']} rows={keys.map((key) => [
          key.version, <Tag key="state" colour={key.retiredAt ? 'grey' : 'green'}>{key.retiredAt ? 'Retired' : 'In use'}</Tag>,
          formatInstant(new Date(key.madeAt)), key.madeBy, key.retiredAt ? formatInstant(new Date(key.retiredAt)) : '',
        ])} />
      )}
      {keys.length > 0 && isController ? (
        <>
          <h2 className="nhsuk-heading-m">Download version {newest}</h2>
          {publicKeys.length === 0
            ? <p><Link to="/settings/public-keys">Register a public key of your organisation</Link> first. The key is encrypted for it, and leaves the portal in no other way.</p>
            : publicKeys.map((key) => <ButtonLink key={key.id} to={`${base}/pseudonyms/${key.id}.jwe`} reload secondary>For {key.name}</ButtonLink>)}
        </>
      ) : null}
      {keys.length === 0 ? null : given.length === 0 ? <p>It has been given to nobody yet.</p> : (
        <Table caption="To whom it was given" head={['When', 'Version', 'Organisation', 'Under', 'Thumbprint']} rows={given.map((one) => [
          formatInstant(new Date(one.givenAt)), one.version, one.organisationName, one.keyName, <span key="thumbprint" className="concordat-hash">{one.thumbprint}</span>,
        ])} />
      )}
      {mayChange ? (
        <div className="nhsuk-u-reading-width">
          <h2 className="nhsuk-heading-m">{newest === 0 ? 'Make the key' : 'Change the key'}</h2>
          {newest === 0 ? null : (
            <WarningCallout title="Lists under the old key are refused">
              <p>From that moment version {newest} is retired. Every list has to be made again under the new key, and pseudonyms of the two cannot be joined. Change it when someone who should not have the key may have it.</p>
            </WarningCallout>
          )}
          <PortalForm key={newest} schema={changePseudonymKeySchema} problems={answer?.problems} typed={answer?.typed}>
            <HiddenField name="seen" value={newest} />
            <TextField name="typedReference" label={<>Type the project’s reference, <strong>{project.ref}</strong>, to confirm</>} width={30} autoComplete="off" spellCheck={false} />
            <SubmitButton warning={newest > 0}>{newest === 0 ? 'Make the key' : 'Change the key'}</SubmitButton>
          </PortalForm>
        </div>
      ) : null}
    </Page>
  )
}
