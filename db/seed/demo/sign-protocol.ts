import { protocolRef } from '#app/documents/document.rules.ts'
import { readPapersOfProject } from '#app/documents/read-document.server.ts'
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

/** Signs every other paper of a project that takes signatures, for each organisation that has an account among these. */
export async function signOtherPapers(story: Storyteller, ref: string, emails: readonly string[]): Promise<void> {
  const signatories = await Promise.all(emails.map((email) => story.as(email)))
  for (const { documentRef, kind, number, contentHash, signing } of (await readPapersOfProject(story.runtime.db, ref)) ?? []) {
    if (kind === 'protocol') continue
    for (const { organisationCode } of signing) {
      const context = signatories.find(({ actor }) => actor.organisationCode === organisationCode)
      if (context) granted(`a signature on ${documentRef}`, await signDocument(context, { documentRef, number, contentHash, fullName: context.actor.name, password: DEMO_PASSWORD }))
    }
  }
}
