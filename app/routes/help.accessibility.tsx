import { publicLoader } from '#app/identity/route-wrappers.server.ts'
import { Page, titled } from '#app/ui/page.tsx'

export const meta = titled('Accessibility')
export const loader = publicLoader(async () => null)

export default function Accessibility() {
  return (
    <Page title="Accessibility">
      <p>We want everyone to be able to use these pages. You should be able to:</p>
      <ul>
        <li>zoom in to 400% without text running off the screen</li>
        <li>use every page with a keyboard alone, or by speaking</li>
        <li>listen to every page with a screen reader</li>
        <li>use every page without JavaScript</li>
        <li>change colours and fonts in your browser</li>
      </ul>
      <h2 className="nhsuk-heading-m">How accessible this service is</h2>
      <p>It is built to meet the Web Content Accessibility Guidelines, version 2.2, at level AA. Each page is tested by machine with axe, in a real browser. It has not yet been tested by an independent auditor, or by people who use assistive technology every day. Until it has, we do not claim that it meets the guidelines in full.</p>
      <h2 className="nhsuk-heading-m">What we know is not good enough</h2>
      <ul>
        <li>Residents’ pages are in English only. Ask your surgery for another language</li>
        <li>Wide tables on staff pages have to be scrolled sideways on a phone</li>
        <li>The code on a letter has 12 letters and numbers. If it is hard to type, phone your surgery: they can record your choice with you</li>
      </ul>
      <h2 className="nhsuk-heading-m">Another format, or help</h2>
      <p>Phone your GP surgery on the number in your letter, or ask at the desk. You can choose by phone, by slip or in person: you do not need these pages.</p>
      <h2 className="nhsuk-heading-m">If something does not work for you</h2>
      <p>Tell your surgery, or the organisation you work for, what happened and on which page. If you are not happy with the answer, contact the <a href="https://www.equalityadvisoryservice.com/">Equality Advisory and Support Service</a>.</p>
    </Page>
  )
}
