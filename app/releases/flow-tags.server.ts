import { setImmediate } from 'node:timers/promises'
import type { Day } from '#app/kernel/uk-date.ts'
import type { Runtime } from '#app/platform/runtime.server.ts'
import type { AnswerTable } from './answer-table.rules.ts'
import { numberOfStem } from './number-stem.rules.ts'
import { keyFrom, tagOf, type ObliviousKey } from './oblivious-function.server.ts'
import { MOST_TAGGED } from './private-check.rules.ts'
import { TAG_BYTES } from './private-check.schema.ts'

/** A flow's key for one Europe/London day: tags of different days say nothing about one another. It is never stored. */
export function privateKeyOf(runtime: Runtime, flowRef: string, day: Day): ObliviousKey {
  return keyFrom(runtime.secrets.lookup('private-check', `${flowRef} ${day}`), `concordat/private-check/1 ${flowRef} ${day}`)
}

/** Tags that were worked out today, by flow: each takes about a millisecond, and is the same until the day's end. */
const kept = new WeakMap<Runtime, Map<string, { readonly day: Day; readonly tags: Map<number, Buffer> }>>()
const MOST_FLOWS = 8

/** The tags of everyone who may be included, in order of their bytes, so that their order says nothing; null where they are too many. */
export async function tagsOf(runtime: Runtime, flowRef: string, day: Day, answers: AnswerTable): Promise<Buffer | null> {
  const stems = includedStems(answers)
  if (stems === null) return null
  const key = privateKeyOf(runtime, flowRef, day)
  const known = tagsKept(runtime, flowRef, day)
  const tags: Buffer[] = []
  for (const stem of stems) {
    const tag = known.get(stem) ?? tagOf(key, numberOfStem(stem))
    if (!known.has(stem)) {
      known.set(stem, tag)
      await setImmediate()
    }
    tags.push(tag)
  }
  return Buffer.concat(tags.sort((a, b) => a.compare(b)), tags.length * TAG_BYTES)
}

function includedStems(answers: AnswerTable): number[] | null {
  const stems: number[] = []
  for (const { page, packed } of answers.eachPage()) {
    for (const entry of packed) {
      if (answers.outcomes[entry & 0xffff]?.decision !== 'INCLUDE') continue
      if (stems.length === MOST_TAGGED) return null
      stems.push(page * 65_536 + (entry >>> 16))
    }
  }
  return stems
}

function tagsKept(runtime: Runtime, flowRef: string, day: Day): Map<number, Buffer> {
  const flows = kept.get(runtime) ?? new Map<string, { day: Day; tags: Map<number, Buffer> }>()
  kept.set(runtime, flows)
  const before = flows.get(flowRef)
  flows.delete(flowRef)
  const tags = before?.day === day ? before.tags : new Map<number, Buffer>()
  flows.set(flowRef, { day, tags })
  for (const flow of [...flows.keys()].slice(0, Math.max(0, flows.size - MOST_FLOWS))) flows.delete(flow)
  return tags
}
