/** How to subscribe to an address in the calendars that most people have. */
const STEPS = [
  { name: 'Outlook', steps: ['Open the calendar in Outlook, on the web or in the app.', 'Choose “Add calendar”, then “Subscribe from web”.', 'Paste the address, give it a name, and choose “Import”.'] },
  { name: 'Google Calendar', steps: ['Open Google Calendar in a browser.', 'Beside “Other calendars” choose the plus sign, then “From URL”.', 'Paste the address and choose “Add calendar”. Google may take a day to show a change.'] },
  { name: 'Apple Calendar', steps: ['On a Mac choose “File”, then “New Calendar Subscription”. On an iPhone or iPad choose “Calendars”, “Add Calendar”, then “Add Subscription Calendar”.', 'Paste the address and choose “Subscribe”.', 'On a Mac, set “Auto-refresh” to every day.'] },
] as const

export function CalendarSteps() {
  return (
    <>
      {STEPS.map(({ name, steps }) => (
        <section key={name}>
          <h2 className="nhsuk-heading-s">{name}</h2>
          <ol className="nhsuk-list nhsuk-list--number">{steps.map((step) => <li key={step}>{step}</li>)}</ol>
        </section>
      ))}
    </>
  )
}
