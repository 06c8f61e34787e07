import { actOnCase, startCase } from '#app/approvals/act-on-case.server.ts'
import { readStepPage } from '#app/approvals/read-step-page.server.ts'
import { readDocumentPage } from '#app/documents/read-document.server.ts'
import { DEMO_PASSWORD } from '#app/identity/demo-password.rules.ts'
import { granted, type Storyteller } from './demo-time.ts'

/** An officer approves a step that whoever leads asked for, having had each of its papers open. */
export async function signOff(story: Storyteller, projectRef: string, stepId: string, who: { readonly lead: string; readonly officer: string }): Promise<void> {
  granted(`asking for ${stepId}`, await startCase(await story.as(who.lead), { projectRef, stepId }))
  await actInStage(story, projectRef, stepId, { officer: who.officer, command: 'approve', text: '' })
}

/** What an officer does in a stage of an approval, having had each of its papers open; in the first stage where none is named. */
export interface ToldAct {
  readonly officer: string
  readonly stage?: string
  readonly command: 'advise' | 'approve' | 'approve-with-conditions'
  readonly text: string
}

export async function actInStage(story: Storyteller, projectRef: string, stepId: string, told: ToldAct): Promise<void> {
  const officer = await story.as(told.officer)
  const page = await readStepPage(officer, projectRef, stepId)
  const shown = page?.papers ?? []
  for (const { documentRef, number } of shown) await readDocumentPage(officer, documentRef, number)
  granted(stepId, await actOnCase(officer, { projectRef, stepId, command: told.command, stageId: told.stage ?? page?.approval?.stages[0]?.id ?? null, text: told.text, cover: null, shown, password: DEMO_PASSWORD }))
}
