import type { TimelineKind } from './timeline.rules.ts'

/** What each kind of event or date is called, as the heading of its line. */
export const TIMELINE_KIND_WORDS = {
  begun: 'Project begun', drafted: 'Papers drafted', signed: 'Signed', asked: 'Approval', submitted: 'Submitted to a board', decided: 'Decision', 'condition-set': 'Condition set', 'condition-met': 'Condition met',
  'condition-lifted': 'Condition asked for no more', suspended: 'Suspended', resumed: 'No longer suspended', 'in-force': 'In force', stopped: 'Stopped', checks: 'Checks', ended: 'Project ended',
  'condition-due': 'Condition due', 'stage-due': 'Approval due', meeting: 'Board sits', starts: 'Data may flow from', 'review-due': 'Review due', 'decision-review': 'Approval to be reviewed', 'decision-ends': 'Approval ends',
  'assurance-ends': 'Security assurance ends', 'project-ends': 'Last day', 'retention-ends': 'Data destroyed by',
} as const satisfies Record<TimelineKind, string>
