import type { OrganisationKind } from '#app/organisations/organisation.rules.ts'
import { mayRole, type Permission, type Role } from './permissions.rules.ts'

const DOORS: readonly { readonly href: string; readonly label: string; readonly permission: Permission; readonly only?: OrganisationKind }[] = [
  { href: '/desk', label: 'Desk', permission: 'desk.open' },
  { href: '/projects', label: 'Projects', permission: 'projects.read' },
  { href: '/search', label: 'Search', permission: 'projects.read' },
  { href: '/boards', label: 'Boards', permission: 'boards.read' },
  { href: '/practice', label: 'Letters and replies', permission: 'campaigns.read', only: 'gp-practice' },
  { href: '/people', label: 'Find a patient', permission: 'people.read', only: 'gp-practice' },
  { href: '/choices/imports', label: 'Import choices', permission: 'choices.import', only: 'gp-practice' },
  { href: '/alarms', label: 'Alarms', permission: 'alarms.read' },
  { href: '/mail', label: 'Outgoing mail', permission: 'mail.read' },
  { href: '/audit', label: 'Audit', permission: 'audit.read' },
  { href: '/settings/keys', label: 'Keys', permission: 'keys.manage' },
]

/** The parts of the portal that someone may go into, for the top of each page. */
export function doorsFor(role: Role, kind: OrganisationKind): { readonly href: string; readonly label: string }[] {
  return DOORS.filter((door) => mayRole(role, door.permission) && (!door.only || door.only === kind))
    .map(({ href, label }) => ({ href, label }))
}
