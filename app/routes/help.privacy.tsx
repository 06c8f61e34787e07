import { publicLoader } from '#app/identity/route-wrappers.server.ts'
import { Table } from '#app/ui/furniture.tsx'
import { Page, titled } from '#app/ui/page.tsx'

export const meta = titled('Privacy and cookies')
export const loader = publicLoader(async () => null)

export default function Privacy() {
  return (
    <Page title="Privacy and cookies">
      <p>This page is about Concordat itself. What your surgery shares, with whom and why is in the letter you had, and on the pages that its code opens.</p>
      <h2 className="nhsuk-heading-m">Who is responsible</h2>
      <p>Your GP surgery is the controller of what Concordat keeps about you. Whoever runs Concordat for the surgery does so as its processor.</p>
      <h2 className="nhsuk-heading-m">What is kept about you</h2>
      <ul>
        <li>what your surgery’s list says: name, date of birth, gender, address, NHS number, the surgery’s own number, language and letter format</li>
        <li>whether a letter was sent to you, and what you chose: when, how, and on whose word</li>
        <li>who looked at your record, when and why</li>
      </ul>
      <p>NHS numbers, the surgery’s numbers and the codes of letters are encrypted. Your medical record is not here.</p>
      <h2 className="nhsuk-heading-m">How long</h2>
      <p>A choice is kept for as long as it is needed to honour it, even if you ask us to delete other things: without it, we could not leave you out. It is never overwritten, so that it can be shown what you had chosen on any day.</p>
      <p>If you ask for a confirmation by e-mail, we use the address once. It is taken out of our records when the e-mail has been sent.</p>
      <h2 className="nhsuk-heading-m">Your rights</h2>
      <p>You can ask to see what is kept, to have it put right, or to object. Ask your surgery. You can complain to the <a href="https://ico.org.uk/make-a-complaint/">Information Commissioner’s Office</a>, on 0303 123 1113.</p>
      <h2 className="nhsuk-heading-m">Cookies</h2>
      <p>We set only cookies without which the pages could not work. There is no tracking, no advertising and nothing from another site.</p>
      <Table caption="Cookies we set" hideCaption head={['Name', 'What for', 'Ends']} rows={[
        ['concordat_resident', 'Remembers that you entered the code of your letter, while you choose', '30 minutes after your last answer, or when you choose “Finish and close”'],
        ['concordat_session', 'Keeps staff signed in', '12 hours after it was last used, or on signing out'],
        ['concordat_opened', 'Remembers why a member of staff opened a patient’s record', 'After 15 minutes'],
        ['concordat_new_key, concordat_new_feed', 'Shows a key, or the address of a calendar, once to the member of staff who made it', 'When it has been shown, or after 2 minutes'],
      ]} />
      <p>If a member of staff turns the slash key of the search box off, their browser remembers that, and nothing else.</p>
    </Page>
  )
}
