import { Form, Link } from '@remix-run/react'
import { formatDay } from '#app/kernel/uk-date.ts'
import { HiddenField } from '#app/ui/form.tsx'
import { Details, InsetText, SummaryList } from '#app/ui/furniture.tsx'

interface Found {
  readonly id: string
  readonly name: string
  readonly dateOfBirth: string
  readonly localId: string
  readonly addressLine: string | null
  readonly hasLeft: boolean
  readonly isDeceased: boolean
}

/** The patients a search found. Two who share a name and a date of birth are told apart by number and address. */
export function PeopleFound({ found, campaigns, formId }: { readonly found: readonly Found[]; readonly campaigns: readonly { ref: string; title: string }[]; readonly formId: string }) {
  if (found.length === 0) {
    return <InsetText><p>Nobody on your list fits. Check the spelling and the date, or look by number. If they joined after the last list was sent, send a new people list.</p></InsetText>
  }
  const isAlike = found.length > 1 && new Set(found.map(({ dateOfBirth }) => dateOfBirth)).size === 1
  return (
    <section aria-labelledby="found-heading">
      <h2 className="nhsuk-heading-m" id="found-heading" tabIndex={-1}>{found.length === 1 ? '1 patient found' : `${found.length} patients found`}</h2>
      {isAlike ? <InsetText><p><strong>More than one patient fits.</strong> Ask for the first line of the address, or look at the number on the slip, before you open a record.</p></InsetText> : null}
      {found.map((person) => (
        <div className="nhsuk-card" key={person.id}>
          <div className="nhsuk-card__content">
            <h3 className="nhsuk-heading-s"><Link to={`/people/${person.id}`}>{person.name}<span className="nhsuk-u-visually-hidden">, number {person.localId}</span></Link></h3>
            <SummaryList rows={[
              { key: 'Date of birth', value: formatDay(person.dateOfBirth) },
              { key: 'The surgery’s number', value: person.localId },
              ...(person.addressLine ? [{ key: 'First line of address', value: person.addressLine }] : []),
              ...(person.isDeceased ? [{ key: 'Note', value: 'Has died' }] : person.hasLeft ? [{ key: 'Note', value: 'Has left the surgery' }] : []),
            ]} />
          </div>
        </div>
      ))}
      {isAlike && campaigns.length > 0 ? <Unclear found={found} campaigns={campaigns} formId={formId} /> : null}
      <hr className="nhsuk-section-break nhsuk-section-break--m nhsuk-section-break--visible" />
    </section>
  )
}

function Unclear({ found, campaigns, formId }: { readonly found: readonly Found[]; readonly campaigns: readonly { ref: string; title: string }[]; readonly formId: string }) {
  return (
    <Details summary="I have a signed slip and cannot tell which of them it is from">
      <p>All of them are left out of the sharing until someone has found out. It becomes a query to settle.</p>
      <Form method="post">
        <input type="hidden" name="intent" value="unclear" />
        <HiddenField name="formId" value={formId} />
        {found.map((person) => <input type="hidden" name="personIds" value={person.id} key={person.id} />)}
        <div className="nhsuk-form-group">
          <label className="nhsuk-label" htmlFor="unclear-campaign">The letters it answers</label>
          <select className="nhsuk-select" id="unclear-campaign" name="campaign">{campaigns.map(({ ref, title }) => <option key={ref} value={ref}>{title}</option>)}</select>
        </div>
        <div className="nhsuk-form-group">
        <fieldset className="nhsuk-fieldset" role="group">
          <legend className="nhsuk-fieldset__legend nhsuk-fieldset__legend--s">When did it reach the surgery?</legend>
          <div className="nhsuk-date-input" id="field-received">
            {([['day', 'Day', 2], ['month', 'Month', 2], ['year', 'Year', 4]] as const).map(([part, label, width]) => (
              <div className="nhsuk-date-input__item" key={part}>
                <label className="nhsuk-label nhsuk-date-input__label" htmlFor={`unclear-${part}`}>{label}</label>
                <input className={`nhsuk-input nhsuk-date-input__input nhsuk-input--width-${width}`} id={`unclear-${part}`} name={`received.${part}`} type="text" inputMode="numeric" />
              </div>
            ))}
          </div>
        </fieldset>
        </div>
        <button className="nhsuk-button nhsuk-button--secondary" type="submit">Leave all of them out and make a query</button>
      </Form>
    </Details>
  )
}
