import { protocolRef } from '#app/documents/document.rules.ts'
import { readAgreementForProject } from '#app/documents/read-agreement.server.ts'
import { signDocument } from '#app/documents/sign-document.server.ts'
import { DEMO_PASSWORD } from '#app/identity/demo-password.rules.ts'
import { granted, type Storyteller } from './demo-time.ts'

/** Signs the newest protocol of a project for the organisation that somebody signs for. */
export async function signProtocol(story: Storyteller, ref: string, email: string): Promise<void> {
  const context = await story.as(email)
  const version = (await readAgreementForProject(story.runtime.db, ref))?.version
  if (!version) throw new Error('The demo world could not go on: the protocol was not drafted')
  granted('a signature', await signDocument(context, {
    documentRef: protocolRef(ref), number: version.number, contentHash: version.contentHash, fullName: context.actor.name, password: DEMO_PASSWORD,
  }))
}
