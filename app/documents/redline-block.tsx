import type { RedlinePiece, RedlineSection, RedlineUnit, UnitState } from './redline.rules.ts'

const STATE_WORDS = { same: 'The same', changed: 'Changed', added: 'Added', removed: 'Taken out' } as const satisfies Record<UnitState, string>

/** What changed, part by part. What was taken out and put in is said in words too, for whoever does not see colour or lines. */
export function RedlineBlock({ sections, showsAll }: { readonly sections: readonly RedlineSection[]; readonly showsAll: boolean }) {
  return (
    <>
      {sections.map((section) => {
        const units = section.units.filter((unit) => showsAll || unit.state !== 'same')
        const same = section.units.length - section.units.filter((unit) => unit.state !== 'same').length
        if (units.length === 0) return null
        return (
          <section key={section.section} className="concordat-redline">
            <h2 className="nhsuk-heading-m">{section.title || 'Title and dates'}</h2>
            <ul className="nhsuk-list">
              {units.map((unit) => <RedlineLine key={`${unit.state}-${unit.key}`} unit={unit} />)}
            </ul>
            {!showsAll && same > 0 ? <p className="nhsuk-hint">{same === 1 ? '1 part' : `${same} parts`} of this section {same === 1 ? 'is' : 'are'} the same.</p> : null}
          </section>
        )
      })}
    </>
  )
}

function RedlineLine({ unit }: { readonly unit: RedlineUnit }) {
  return (
    <li className={`concordat-redline__unit concordat-redline__unit--${unit.state}`}>
      <p className="concordat-redline__label">
        <strong>{STATE_WORDS[unit.state]}</strong>: {unit.label}{unit.labelBefore ? ` (was ${unit.labelBefore})` : ''}
      </p>
      <p className="concordat-redline__text">{unit.pieces.map((piece, index) => <Piece key={index} piece={piece} />)}</p>
    </li>
  )
}

function Piece({ piece }: { readonly piece: RedlinePiece }) {
  if (piece.kind === 'same') return <>{piece.text}</>
  const Mark = piece.kind === 'added' ? 'ins' : 'del'
  return <><span className="nhsuk-u-visually-hidden">{piece.kind === 'added' ? ' [put in: ' : ' [taken out: '}</span><Mark>{piece.text}</Mark><span className="nhsuk-u-visually-hidden">] </span></>
}
