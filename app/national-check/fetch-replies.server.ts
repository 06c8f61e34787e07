import { systemActor, type SystemActor } from '#app/identity/actor.rules.ts'
import type { Context } from '#app/platform/context.server.ts'
import { doInTurn } from '#app/platform/do-in-turn.server.ts'
import type { JobPayloads } from '#app/platform/jobs.server.ts'
import type { Runtime } from '#app/platform/runtime.server.ts'
import { newId } from '#app/platform/secrets.server.ts'
import { readControlFile, type ControlFile } from './control-file.rules.ts'
import type { IncomingMessage, MeshTransport } from './mesh-transport.server.ts'
import { findRunNamed, wasTakenIn } from './national-checks.store.server.ts'
import { digestOf, readHead } from './read-reply-file.server.ts'
import { nationalCheckSettings } from './read-settings.server.ts'
import { takeInReply } from './take-in-national-check.server.ts'
import { transportOf } from './transport-of.server.ts'

export interface Fetched {
  readonly takenIn: number
  /** Taken in before, but not acknowledged then. */
  readonly again: number
  readonly refused: number
  /** Messages of other workflows, which are someone else's to fetch. */
  readonly leftAlone: number
}

/**
 * Takes in every message that waits. Each is acknowledged once what it says is stored, and set aside when it is refused,
 * where a person can look at it; its record says why. Messages of other workflows stay where they are.
 */
export async function fetchNationalReplies(context: Context<SystemActor>, transport: MeshTransport): Promise<Fetched> {
  const { runtime } = context
  const fetched = { takenIn: 0, again: 0, refused: 0, leftAlone: 0 }
  const { replyWorkflowIds } = nationalCheckSettings(runtime, null)
  for (const { id, message, control } of await waiting(transport)) {
    if (control?.workflowId != null && !replyWorkflowIds.includes(control.workflowId)) {
      fetched.leftAlone += 1
      continue
    }
    if (await isTakenIn(context, message, control)) {
      fetched.again += 1
      await transport.acknowledge(id)
      continue
    }
    const taken = await takeInReply({ ...context, now: runtime.clock(), requestId: newId() }, message)
    if (taken.ok) await transport.acknowledge(id)
    else await transport.setAside(id)
    fetched[taken.ok ? 'takenIn' : 'refused'] += 1
  }
  return fetched
}

interface Waiting {
  readonly id: string
  readonly message: IncomingMessage
  readonly control: ControlFile | null
}

/** Receipts first: a list that clears nobody is believed only after its receipt. */
async function waiting(transport: MeshTransport): Promise<Waiting[]> {
  const receipts: Waiting[] = []
  const others: Waiting[] = []
  for (const id of await transport.list()) {
    const message = await transport.read(id)
    const control = message.control === null ? null : readControlFile(message.control)
    const { head } = await readHead(message.open())
    ;(head.replace(/^\uFEFF/, '').trimStart().startsWith('{') ? receipts : others).push({ id, message, control: control?.ok ? control.value : null })
  }
  return [...receipts, ...others]
}

/** True when the portal stopped between storing a message and acknowledging it. */
async function isTakenIn({ runtime }: Context<SystemActor>, message: IncomingMessage, control: ControlFile | null): Promise<boolean> {
  const run = control?.localId == null ? null : await findRunNamed(runtime.db, { localId: control.localId })
  return run !== null && wasTakenIn(runtime.db, run.id, (await digestOf(message.open())).digest)
}

/** Background work: every few minutes, as NATIONAL_CHECK_POLL_MINUTES says. */
export function fetchNationalRepliesJob(runtime: Runtime, payload: JobPayloads['fetch-national-replies']): Promise<void> {
  return doInTurn(runtime, 'fetch-national-replies', payload, async (now) => {
    const fetched = await fetchNationalReplies({ runtime, actor: systemActor('fetch-national-replies'), now, requestId: newId() }, transportOf(runtime))
    if (fetched.takenIn + fetched.refused > 0) runtime.log.info({ ...fetched }, 'replies to the national check')
  })
}
