import type { ReactNode } from 'react'
import type { z } from 'zod'
import type { Typed } from '#app/kernel/form-data.ts'
import { EnterKeySaves, HiddenField, PortalForm, SaveButtons } from '#app/ui/form.tsx'
import { InsetText, SummaryList, Tag, WarningCallout } from '#app/ui/furniture.tsx'
import { Page } from '#app/ui/page.tsx'
import type { RiskLevel } from './dpia-scores.rules.ts'
import { LEVEL_WORDS } from './dpia.words.ts'

interface Head {
  readonly ref: string
  readonly title: string
  readonly factsVersion: number
  readonly assessmentVersion: number
  readonly lastSave: string | null
}

interface Answer {
  readonly problems: readonly { readonly field: string; readonly message: string }[]
  readonly typed: Typed
  readonly isConflict: boolean
}

export function dpiaCrumbs(page: { readonly ref: string; readonly title: string }) {
  return [
    { href: '/projects', label: 'Projects' },
    { href: `/projects/${page.ref}`, label: page.title },
    { href: `/projects/${page.ref}/dpia`, label: 'Impact assessment' },
  ]
}

/** One form of the assessment. It carries the versions it was filled in against; where someone else has saved the same meanwhile it shows both. */
export function DpiaForm({ page, title, schema, saved, answer, savedRows, removes, mayEdit, intro, children, button = 'Save' }: {
  readonly page: Head
  readonly title: string
  readonly schema: z.ZodType
  readonly saved: Typed
  readonly answer: Answer | undefined
  /** What is saved now, for a conflict. */
  readonly savedRows: readonly { readonly key: string; readonly value: string }[]
  readonly removes?: string
  readonly mayEdit: boolean
  readonly intro?: ReactNode
  readonly children: ReactNode
  readonly button?: string
}) {
  const against = (name: 'factsVersion' | 'assessmentVersion') => (answer && !answer.isConflict ? String(answer.typed[name] ?? page[name]) : String(page[name]))
  return (
    <Page title={title} caption={page.title} crumbs={dpiaCrumbs(page)}>
      {mayEdit || answer ? (
        <PortalForm schema={schema} typed={answer?.typed ?? saved} problems={answer?.problems}>
          {intro}
          <EnterKeySaves />
          {answer?.isConflict ? (
            <WarningCallout title="Check both before you save">
              <p>{page.lastSave ? `The assessment was last saved by ${page.lastSave}. ` : ''}This is saved now; below it is what you typed. Saving replaces what is saved.</p>
              {savedRows.length > 0 ? <SummaryList rows={savedRows.map(({ key, value }) => ({ key, value }))} /> : <p>Nothing is saved here now.</p>}
            </WarningCallout>
          ) : null}
          <HiddenField key={`f${against('factsVersion')}`} name="factsVersion" value={against('factsVersion')} />
          <HiddenField key={`a${against('assessmentVersion')}`} name="assessmentVersion" value={against('assessmentVersion')} />
          {children}
          <SaveButtons label={button} isConflict={answer?.isConflict ?? false} removes={removes} />
        </PortalForm>
      ) : (
        <>
          {intro}
          <InsetText><p>You can read this part of the assessment. Your role or your organisation does not change it.</p></InsetText>
          {savedRows.length > 0 ? <SummaryList rows={savedRows.map(({ key, value }) => ({ key, value }))} /> : <p>Nothing has been written down here yet.</p>}
        </>
      )}
    </Page>
  )
}

export function LevelTag({ level }: { readonly level: RiskLevel | null }) {
  return level ? <Tag colour={LEVEL_WORDS[level].colour}>{LEVEL_WORDS[level].label}</Tag> : <Tag colour="grey">Not scored</Tag>
}
