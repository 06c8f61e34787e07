/** Where those who sign for a project's members can be reached, by the member's code, as whoever drafts it gave them. For reminders alone. */
export { listMemberContacts as readMemberContacts } from './member-acts.store.server.ts'
