import { shownOnce } from '#app/identity/shown-once.server.ts'

/** Carries a new calendar address from the form to the page that shows it, which a browser may also ask for as `/account/calendar.data`. */
export const { carry: carryNewFeed, take: takeNewFeed } = shownOnce({ name: 'concordat_new_feed', path: '/account', purpose: 'calendar-feed' })
