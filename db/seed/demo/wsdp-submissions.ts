import type { KeptFile } from '#app/approvals/kept-file.rules.ts'
import { readStepPage } from '#app/approvals/read-step-page.server.ts'
import type { ToldEvent } from '#app/approvals/submission.rules.ts'
import { submitOutside, tellOfSubmission } from '#app/approvals/track-submission.server.ts'
import type { Day } from '#app/kernel/uk-date.ts'
import { granted, type Storyteller } from './demo-time.ts'
import { messageFile } from './letter-files.ts'
import { WSDP_PROJECT_REF } from './wsdp-facts.ts'

const LEAD = 'ig.lead@tower-hamlets-council.example'

interface Happened {
  readonly kind: ToldEvent
  readonly onDay: Day
  readonly said: string
  readonly reference?: string
  readonly file?: KeptFile
  /** When it was written down, where that is not on its day: of a meeting, before it. */
  readonly toldOn?: Day
}

export interface SubmissionStory {
  readonly stepId: string
  readonly onDay: Day
  readonly toName: string
  readonly note: string
  readonly happened: readonly Happened[]
}

/** A step that is put to a body outside with its papers as they are on the day, and what comes back up to the letter. */
export async function tellOfASubmission(story: Storyteller, told: SubmissionStory): Promise<void> {
  const { stepId, happened, ...submitted } = told
  story.at(told.onDay, '10:20')
  const page = await readStepPage(await story.as(LEAD), WSDP_PROJECT_REF, stepId)
  const { id } = granted(`submitting ${stepId}`, await submitOutside(await story.as(LEAD), {
    projectRef: WSDP_PROJECT_REF, stepId, reference: '', versions: (page?.papers ?? []).map(({ documentRef, number }) => ({ documentRef, number })), ...submitted,
  }))
  for (const { toldOn, reference = '', ...event } of happened) {
    story.at(toldOn ?? event.onDay, '15:10')
    granted(event.kind, await tellOfSubmission(await story.as(LEAD), { projectRef: WSDP_PROJECT_REF, submissionId: id, reference, ...event }))
  }
}

/** A question that the office of a body asks by e-mail. */
export function askedByMail(onDay: Day, from: string, address: string, reference: string, says: string): Happened {
  return { kind: 'query-received', onDay, said: says, file: messageFile({ from, address, on: onDay, reference, about: 'A question about your application', says: [says] }) }
}
