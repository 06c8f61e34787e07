import { Link, useLoaderData } from '@remix-run/react'
import { ACTION_WORDS, keyDoneWords } from '#app/identity/api-key.words.ts'
import { KeyTag } from '#app/identity/key-tag.tsx'
import { readApiKeys, type KeyShown } from '#app/identity/read-api-keys.server.ts'
import { pageLoader } from '#app/identity/route-wrappers.server.ts'
import { formatDay, londonDay } from '#app/kernel/uk-date.ts'
import { ButtonLink, SuccessBanner, Table } from '#app/ui/furniture.tsx'
import { Page, titled } from '#app/ui/page.tsx'

export const meta = titled('Keys for programs')

export const loader = pageLoader('keys.manage', async ({ context, url }) => ({
  keys: await readApiKeys(context), organisation: context.actor.organisationName, done: keyDoneWords(url.searchParams.get('done')),
}))

function row(key: Omit<KeyShown, 'madeAt' | 'revokedAt'> & { readonly madeAt: Date }) {
  return [
    <><Link to={`/settings/keys/${key.id}`}>{key.name}</Link>{key.hint ? <>{' '}<span className="concordat-code">…{key.hint}</span></> : null}</>,
    <KeyTag key="state" state={key.state} />,
    <>{key.actions.map((action) => <div key={action}>{ACTION_WORDS[action].label}</div>)}</>,
    <>{key.flowRefs.map((ref) => <div className="concordat-code" key={ref}>{ref}</div>)}</>,
    `${formatDay(londonDay(key.madeAt))}${key.madeBy ? ` by ${key.madeBy}` : ''}`,
    key.lastUsedOn ? formatDay(key.lastUsedOn) : 'Never',
    key.expiresOn ? formatDay(key.expiresOn) : 'No end',
  ]
}

export default function Keys() {
  const { keys, organisation, done } = useLoaderData<typeof loader>()
  return (
    <Page title="Keys for programs" caption={organisation} wide>
      {done ? <SuccessBanner>{done}</SuccessBanner> : null}
      <div className="nhsuk-u-reading-width">
        <p>A program, such as the linkage pipeline, calls the portal with a key. A key names the flows it is for and what it may do, and works until its last day.</p>
        <p>If a key may have been seen by someone who should not have it, revoke it at once and make another.</p>
      </div>
      <ButtonLink to="/settings/keys/new">Make a key</ButtonLink>
      <p><Link to="/settings/public-keys">Public keys of your organisation</Link>, under which it is given the keys of pseudonyms</p>
      {keys.length === 0
        ? <p>Your organisation has no key yet. Each one that you make will be listed here, with the day it was last used.</p>
        : <Table caption="Keys" hideCaption head={['Name', 'State', 'May', 'Flows', 'Made', 'Last used', 'Last day']} rows={keys.map(row)} />}
    </Page>
  )
}
