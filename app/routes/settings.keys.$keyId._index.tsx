import { data } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { ACTION_WORDS } from '#app/identity/api-key.words.ts'
import { KeyTag } from '#app/identity/key-tag.tsx'
import { takeNewKey } from '#app/identity/new-key-cookie.server.ts'
import { readApiKey } from '#app/identity/read-api-keys.server.ts'
import { notFound, pageLoader } from '#app/identity/route-wrappers.server.ts'
import { formatDay, formatInstant, londonDay } from '#app/kernel/uk-date.ts'
import { ButtonLink, Panel, SummaryList } from '#app/ui/furniture.tsx'
import { Page, titled } from '#app/ui/page.tsx'

export const meta = titled<{ readonly key: { readonly name: string } }>((page) => page?.key.name ?? 'Key')

export const loader = pageLoader('keys.manage', async ({ context, params, request }) => {
  const key = await readApiKey(context, params.keyId ?? '')
  if (!key) throw notFound()
  const fresh = await takeNewKey(context.runtime, request, key.id)
  return data({ key, token: fresh?.token ?? null }, { headers: { 'Cache-Control': 'no-store', ...(fresh ? { 'Set-Cookie': fresh.letGo } : {}) } })
})

export default function OneKey() {
  const { key, token } = useLoaderData<typeof loader>()
  return (
    <Page title={key.name} caption="Key for programs" tag={<KeyTag state={key.state} />} crumbs={[{ href: '/settings/keys', label: 'Keys for programs' }]}>
      {token ? (
        <>
          <Panel title="The key is made">Copy it now. It is shown this once and kept nowhere.</Panel>
          <p><label className="nhsuk-label" htmlFor="token">The key</label></p>
          <p><textarea className="nhsuk-textarea concordat-code" id="token" readOnly rows={2} defaultValue={token} spellCheck={false} /></p>
          <p>Keep it where the program keeps its secrets, never in an e-mail or a shared document. The program sends it as <span className="concordat-code">Authorization: Bearer</span>, a space, and the key.</p>
        </>
      ) : null}
      <SummaryList rows={[
        ...(key.hint ? [{ key: 'Ends in', value: <span className="concordat-code">{key.hint}</span> }] : []),
        { key: 'Flows', value: <>{key.flowRefs.map((ref) => <div className="concordat-code" key={ref}>{ref}</div>)}</> },
        { key: 'May', value: <>{key.actions.map((action) => <p key={action}><strong>{ACTION_WORDS[action].label}</strong><br />{ACTION_WORDS[action].hint}</p>)}</> },
        { key: 'Made', value: `${formatInstant(key.madeAt)}${key.madeBy ? ` by ${key.madeBy}` : ''}` },
        { key: 'Last used', value: key.lastUsedOn ? formatDay(key.lastUsedOn) : 'Never' },
        { key: 'Last day', value: key.expiresOn ? formatDay(key.expiresOn) : 'No end' },
        ...(key.revokedAt ? [{ key: 'Revoked', value: `${formatDay(londonDay(key.revokedAt))}${key.revokedBy ? ` by ${key.revokedBy}` : ''}` }] : []),
      ]} />
      {key.state === 'revoked' ? null : <ButtonLink to={`/settings/keys/${key.id}/revoke`} secondary>Revoke this key</ButtonLink>}
    </Page>
  )
}
