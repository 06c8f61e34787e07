import { shownOnce } from '#app/identity/shown-once.server.ts'

/** Carries a new calendar address from the form to the page that shows it. */
export const { carry: carryNewFeed, take: takeNewFeed } = shownOnce({ name: 'concordat_new_feed', path: '/account/calendar', purpose: 'calendar-feed' })
