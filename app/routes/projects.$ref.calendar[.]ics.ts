import { notFound, pageLoader } from '#app/identity/route-wrappers.server.ts'
import { calendarDownload } from '#app/reminders/calendar-answer.server.ts'
import { readProjectCalendar } from '#app/reminders/read-calendar.server.ts'

/** The dates of one project as a file for a calendar, as they are now. */
export const loader = pageLoader('projects.read', async ({ context, params }) => {
  const ref = params.ref ?? ''
  const file = await readProjectCalendar(context, ref)
  if (file === null) throw notFound()
  return calendarDownload(file, `${ref}.ics`)
})
