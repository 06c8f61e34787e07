import { actOnCase, startCase } from '#app/approvals/act-on-case.server.ts'
import { readStepPage } from '#app/approvals/read-step-page.server.ts'
import { readDocumentPage } from '#app/documents/read-document.server.ts'
import { DEMO_PASSWORD } from '#app/identity/demo-password.rules.ts'
import { granted, type Storyteller } from './demo-time.ts'

/** An officer approves a step that whoever leads asked for, having had each of its papers open. */
export async function signOff(story: Storyteller, projectRef: string, stepId: string, who: { readonly lead: string; readonly officer: string }): Promise<void> {
  granted(`asking for ${stepId}`, await startCase(await story.as(who.lead), { projectRef, stepId }))
  const officer = await story.as(who.officer)
  const page = await readStepPage(officer, projectRef, stepId)
  const shown = page?.papers ?? []
  for (const { documentRef, number } of shown) await readDocumentPage(officer, documentRef, number)
  granted(stepId, await actOnCase(officer, { projectRef, stepId, command: 'approve', stageId: page?.approval?.stages[0]?.id ?? null, text: '', cover: null, shown, password: DEMO_PASSWORD }))
}
