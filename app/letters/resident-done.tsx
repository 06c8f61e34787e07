import { Link } from '@remix-run/react'
import { Panel } from '#app/ui/furniture.tsx'
import { STILL_LEFT_OUT_WORDS } from './resident.words.ts'
import type { Frame } from './resident-page.tsx'

/** The receipt, and what the choice does and does not do. */
export function ResidentDone({ page }: {
  readonly page: { readonly frame: Frame; readonly reference: string; readonly isOptOut: boolean; readonly isStillLeftOut: boolean; readonly recordedAt: string; readonly repeated: boolean }
}) {
  const { frame, reference, isOptOut, isStillLeftOut, recordedAt, repeated } = page
  const { who, whose } = frame.whose
  return (
    <>
      <Panel title={repeated ? 'We already have this choice' : 'Your choice is recorded'}>
        Reference<br /><strong className="concordat-reference">{reference}</strong>
      </Panel>
      <p>{repeated ? 'It was recorded on' : 'Recorded on'} {recordedAt}. Write the reference down, print this page, or take a picture of it.</p>
      <h2 className="nhsuk-heading-m">What it does</h2>
      <ul>
        {isOptOut
          ? <li>From now on {frame.surgery.name} does not share {whose} information for the {frame.project}</li>
          : isStillLeftOut ? <li>{STILL_LEFT_OUT_WORDS(frame.surgery.name, whose)}</li> : <li>{frame.surgery.name} may share {whose} information for the {frame.project}</li>}
        <li>You can change it at any time: use the code in the letter again, or tell the surgery</li>
      </ul>
      <h2 className="nhsuk-heading-m">What it does not do</h2>
      <ul>
        <li>It does not change the care {who} {frame.word === 'self' ? 'get' : 'gets'}</li>
        {isOptOut ? <li>It does not call back information that was sent before</li> : null}
        <li>
          It does not change the national data opt-out, which is about research and planning. You can set that at{' '}
          <a href="https://www.nhs.uk/your-nhs-data-matters">nhs.uk/your-nhs-data-matters</a> or on 0300 303 5678
        </li>
        <li>It does not set a type 1 opt-out, which stops the surgery sharing {whose} record for anything but care. Ask the surgery for that</li>
      </ul>
      <p><Link to="/your-choice/project">Read about the project again</Link></p>
    </>
  )
}
