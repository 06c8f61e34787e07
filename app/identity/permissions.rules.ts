/** Who may do what, coarsely. The fine question ("this one, in this state") is each room's own. */
export const ROLES = ['ig-lead', 'siro', 'caldicott-guardian', 'practice-manager', 'receptionist', 'board-member', 'dpo', 'information-asset-owner'] as const
export type Role = (typeof ROLES)[number]

export const ROLE_WORDS = {
  'ig-lead': 'Information governance lead',
  siro: 'Senior information risk owner',
  'caldicott-guardian': 'Caldicott Guardian',
  'practice-manager': 'Practice manager',
  receptionist: 'Receptionist',
  'board-member': 'Board member',
  dpo: 'Data protection officer',
  'information-asset-owner': 'Information asset owner',
} as const satisfies Record<Role, string>

/** Whoever works for a party. Somebody who only sits on boards reads what is submitted to those, and no projects. */
const OF_A_PARTY = ['ig-lead', 'siro', 'caldicott-guardian', 'practice-manager', 'receptionist', 'dpo', 'information-asset-owner'] as const satisfies readonly Role[]

const PERMISSION_ROLES = {
  'desk.open': ROLES,
  'projects.read': OF_A_PARTY,
  'projects.draft': ['ig-lead'],
  'actions.close': ['ig-lead', 'siro', 'caldicott-guardian', 'practice-manager'],
  'documents.read': OF_A_PARTY,
  'approvals.act': ['ig-lead', 'siro', 'caldicott-guardian', 'dpo', 'information-asset-owner', 'practice-manager', 'receptionist'],
  'approval-routes.save': ['ig-lead'],
  'documents.sign': ['siro', 'caldicott-guardian'],
  // A practice manager signs only while one of those lets them: see `delegation.rules.ts` in documents.
  'documents.sign-for': ['siro', 'caldicott-guardian', 'practice-manager'],
  'campaigns.read': ['practice-manager', 'receptionist', 'caldicott-guardian'],
  'campaigns.manage': ['practice-manager'],
  'people.read': ['practice-manager', 'receptionist', 'caldicott-guardian'],
  'people.upload': ['practice-manager'],
  'people.numbers': ['practice-manager'],
  'choices.import': ['practice-manager'],
  'replies.record': ['practice-manager', 'receptionist'],
  'checks.read': ['ig-lead', 'siro', 'caldicott-guardian', 'practice-manager'],
  'checks.ask': ['ig-lead', 'practice-manager'],
  'checks.explain': ['practice-manager', 'caldicott-guardian'],
  'alarms.read': ['ig-lead', 'caldicott-guardian', 'practice-manager'],
  'alarms.act': ['ig-lead', 'caldicott-guardian', 'practice-manager'],
  'alarms.declare': ['ig-lead', 'practice-manager'],
  'flows.suspend': ['ig-lead', 'siro', 'caldicott-guardian'],
  'boards.read': ['ig-lead', 'siro', 'caldicott-guardian', 'practice-manager', 'board-member'],
  'boards.make': ['ig-lead'],
  'audit.read': ['ig-lead', 'siro', 'caldicott-guardian', 'practice-manager'],
  'mail.read': ['ig-lead', 'practice-manager'],
  'keys.manage': ['ig-lead', 'practice-manager'],
} as const satisfies Record<string, readonly Role[]>

export type Permission = keyof typeof PERMISSION_ROLES
export const PERMISSIONS = Object.keys(PERMISSION_ROLES) as Permission[]

export function mayRole(role: Role, permission: Permission): boolean {
  return (PERMISSION_ROLES[permission] as readonly Role[]).includes(role)
}

export function rolesWho(permission: Permission): readonly Role[] {
  return PERMISSION_ROLES[permission]
}
