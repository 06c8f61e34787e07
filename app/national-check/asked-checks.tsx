import { formatInstant } from '#app/kernel/uk-date.ts'
import { InsetText, LookAgain, Progress } from '#app/ui/furniture.tsx'

interface Asked {
  readonly flowRef: string
  readonly flowName: string
  readonly askedAt: string
  readonly done: number
  readonly total: number
  readonly isGoingOn: boolean
  /** Why no file came of it; null while it goes on. */
  readonly why: string | null
}

/** What was asked for on this page: how far its file is, or why there is none. */
export function AskedChecks({ asks }: { readonly asks: readonly Asked[] }) {
  if (asks.length === 0) return null
  const [first, ...others] = asks.filter(({ isGoingOn }) => isGoingOn)
  return (
    <section aria-label="Asked for here">
      {asks.filter(({ isGoingOn }) => !isGoingOn).map((ask) => (
        <InsetText key={ask.flowRef}>
          <p><strong>{ask.flowName}: the check asked for on {formatInstant(new Date(ask.askedAt))} was not sent.</strong> {ask.why}</p>
        </InsetText>
      ))}
      {first ? (
        <>
          <Progress done={first.done} total={first.total} words={progressWords(first)} />
          {others.map((ask) => <p key={ask.flowRef}>{progressWords(ask)}</p>)}
          <p>You can leave this page. If it is interrupted, it begins again by itself.</p>
          <LookAgain />
        </>
      ) : null}
    </section>
  )
}

function progressWords({ flowName, done, total }: Asked): string {
  return `${flowName}: the file is being written. ${done.toLocaleString('en-GB')} of ${total.toLocaleString('en-GB')} people have been gone through.`
}
