import { REFERENCE_MAX, REFERENCE_PATTERN } from '#app/kernel/ids.ts'
import { ok, refuse, type Refusal, type Result } from '#app/kernel/result.ts'
import { isSequence } from './dat-file.rules.ts'

export type SequenceRefusal = 'sequence-not-a-number' | 'sequence-used' | 'sequence-out-of-order'

/** The number after the mailbox's last one; 1 for its first file. */
export function nextSequence(last: number | null): number {
  return (last ?? 0) + 1
}

/** The service refuses a file that repeats or goes back, so a number must be above the mailbox's last one. Gaps are allowed. */
export function takeSequence(last: number | null, proposed: number): Result<number, Refusal<SequenceRefusal>> {
  if (!isSequence(proposed)) return refuse('sequence-not-a-number')
  if (last !== null && proposed === last) return refuse('sequence-used', { last })
  if (last !== null && proposed < last) return refuse('sequence-out-of-order', { last })
  return ok(proposed)
}

export type LocalIdRefusal = 'reference-not-fit' | 'sequence-not-a-number'

/**
 * The id that comes back with every message about a run: `flow-reference_0047`. Letters, digits, hyphens and one
 * underscore only, since other characters lose the reply. It names a flow and a number, never a person; a reference with
 * a run of ten digits in it, which could be an NHS number, is refused.
 */
export function localIdOf(flow: string, sequence: number): Result<string, Refusal<LocalIdRefusal>> {
  if (flow.length > REFERENCE_MAX || !REFERENCE_PATTERN.test(flow) || /\d{10}/.test(flow.replace(/-/g, ''))) return refuse('reference-not-fit')
  if (!isSequence(sequence)) return refuse('sequence-not-a-number')
  return ok(`${flow}_${String(sequence).padStart(4, '0')}`)
}

/** Reads an id that `localIdOf` gave; null for any other. */
export function readLocalId(text: string): { readonly flow: string; readonly sequence: number } | null {
  const parts = /^([a-z0-9-]+)_(\d{4,9})$/.exec(text)
  if (parts === null) return null
  const flow = parts[1] as string
  const sequence = Number(parts[2])
  const again = localIdOf(flow, sequence)
  return again.ok && again.value === text ? { flow, sequence } : null
}

export type MatchRefusal = 'no-local-id' | 'no-such-run'

/**
 * The run a reply belongs to. Its local id decides; a delivery report, which may lack one, may go by its subject, but a
 * list or a receipt never does. Whether the reply's workflow is the national check's is settled before (`sniffReply`).
 */
export function matchReply<R extends { readonly localId: string; readonly subject: string }>(
  runs: Iterable<R>, reply: { readonly kind: string; readonly localId: string | null; readonly subject: string | null },
): Result<R, Refusal<MatchRefusal>> {
  const bySubject = reply.localId === null && reply.kind === 'report' && reply.subject !== null
  if (reply.localId === null && !bySubject) return refuse('no-local-id')
  for (const run of runs) {
    if (bySubject ? run.subject === reply.subject : run.localId === reply.localId) return ok(run)
  }
  return refuse('no-such-run')
}
