import { data, redirect } from '@remix-run/node'
import { useActionData, useLoaderData, useSearchParams } from '@remix-run/react'
import { IMPORT_DONE_WORDS, importRefusalSentence } from '#app/choices/choice-import.words.ts'
import { ImportResult } from '#app/choices/import-result.tsx'
import { ImportTag } from '#app/choices/import-tag.tsx'
import { readImport } from '#app/choices/read-imports.server.ts'
import { undoImport } from '#app/choices/undo-import.server.ts'
import { notFound, pageAction, pageLoader } from '#app/identity/route-wrappers.server.ts'
import { isId } from '#app/kernel/ids.ts'
import { formatInstant } from '#app/kernel/uk-date.ts'
import { PossibleIncidents } from '#app/releases/possible-incidents.tsx'
import { readPossibleIncidents } from '#app/releases/read-incidents.server.ts'
import { TextField } from '#app/ui/fields.tsx'
import { PortalForm, SubmitButton } from '#app/ui/form.tsx'
import { LookAgain, Progress, SuccessBanner, SummaryList } from '#app/ui/furniture.tsx'
import { Page, titled } from '#app/ui/page.tsx'
import { useLookAgain } from '#app/ui/use-look-again.ts'

export const meta = titled('Import of choices')

export const loader = pageLoader('choices.import', async ({ context, params }) => {
  const brought = isId(params.id) ? await readImport(context, params.id) : null
  if (!brought) throw notFound()
  return { brought, incidents: (await readPossibleIncidents(context, brought.id)) ?? [] }
})

export const action = pageAction('choices.import', async ({ context, params, request }) => {
  const brought = isId(params.id) ? await readImport(context, params.id) : null
  if (!brought) throw notFound()
  const typed = { reference: String((await request.formData()).get('reference') ?? '') }
  const undone = await undoImport(context, brought.id, typed.reference)
  if (undone.ok) throw redirect(`/choices/imports/${brought.id}?done=undone`)
  const isTyped = undone.refusal.kind === 'reference-differs'
  return data({ problems: [{ field: isTyped ? 'reference' : '', message: importRefusalSentence(undone.refusal) }], typed }, { status: isTyped ? 400 : 409 })
})

const figure = (count: number): string => count.toLocaleString('en-GB')

export default function Import() {
  const { brought, incidents } = useLoaderData<typeof loader>()
  const result = useActionData<typeof action>()
  const [search] = useSearchParams()
  const isUndone = brought.undoneAt !== null
  const isGoingOn = brought.state !== 'done' && !isUndone
  useLookAgain(isGoingOn)
  return (
    <Page title={`Import ${brought.reference}`} caption={brought.fileName} tag={<ImportTag state={brought.state} isUndone={isUndone} />} wide
      crumbs={[{ href: '/choices/imports', label: 'Import choices' }]}>
      {search.get('done') === 'undone' && isUndone ? <SuccessBanner>{IMPORT_DONE_WORDS.undone}</SuccessBanner> : null}
      <p>Sent {formatInstant(brought.startedAt)}.</p>
      {isGoingOn ? (
        <>
          <Progress words={`${figure(brought.rows)} rows have been gone through.`} done={brought.bytesRead} total={brought.bytesTotal} />
          <p>You can leave this page. The reading goes on, and the result will be here.</p>
          <LookAgain />
        </>
      ) : <ImportResult outcome={brought} />}
      {brought.undoneAt ? (
        <SummaryList rows={[
          { key: 'Undone', value: formatInstant(brought.undoneAt) },
          { key: 'Entries taken back', value: `${figure(brought.takenBack ?? 0)}. They are kept, marked as entered in error, and no longer count.` },
          ...(brought.left ? [{ key: 'Entries that stand', value: `${figure(brought.left)}, because another import brought them too.` }] : []),
        ]} />
      ) : null}
      <PossibleIncidents incidents={incidents} isUndone={isUndone} />
      {brought.state === 'done' && !isUndone ? (
        <div className="nhsuk-u-reading-width">
          <h2 className="nhsuk-heading-m">Undo this import</h2>
          <p>If the file was wrong, undo it as a whole. Its {figure(brought.kept)} entries are then marked as entered in error and no longer count. Nothing is deleted, and a corrected file can be sent afterwards.</p>
          <p>If the file had people’s opt-outs in it, they stop counting at once. Send the corrected file first: entries that are in both stay.</p>
          <PortalForm problems={result?.problems} typed={result?.typed ?? {}}>
            <TextField name="reference" label={`To confirm, type ${brought.reference}`} width={20} autoComplete="off" spellCheck={false} code />
            <SubmitButton warning>Undo the import</SubmitButton>
          </PortalForm>
        </div>
      ) : null}
    </Page>
  )
}
