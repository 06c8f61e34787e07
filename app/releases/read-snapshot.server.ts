import type { Refusal, Result } from '#app/kernel/result.ts'
import type { Runtime } from '#app/platform/runtime.server.ts'
import type { CheckRefusal } from './check.rules.ts'
import { FlowIndex, type Snapshot } from './flow-index.server.ts'

export type { Snapshot } from './flow-index.server.ts'

/**
 * Whether a flow may run now and, if so, the answer for everyone on the discloser's register, out of one state begun after
 * the call: whatever was acknowledged before it is in it. Answered from memory where this process has the flow there.
 */
export function readSnapshot(runtime: Runtime, flowRef: string): Promise<Result<Snapshot, Refusal<CheckRefusal>>> {
  return indexesOf(runtime).read(flowRef)
}

const INDEXES = new WeakMap<Runtime, FlowIndexes>()

function indexesOf(runtime: Runtime): FlowIndexes {
  const known = INDEXES.get(runtime)
  if (known) return known
  const made = new FlowIndexes(runtime)
  INDEXES.set(runtime, made)
  return made
}

/** The flows in memory. Those that were used longest ago are let go when they take more than they may. */
export class FlowIndexes {
  /** In the order of their last use. */
  private readonly flows = new Map<string, FlowIndex>()

  constructor(private readonly runtime: Runtime) {}

  async read(flowRef: string): Promise<Result<Snapshot, Refusal<CheckRefusal>>> {
    const index = this.flows.get(flowRef) ?? new FlowIndex(this.runtime, flowRef)
    this.flows.delete(flowRef)
    this.flows.set(flowRef, index)
    const answered = await index.current()
    this.letGo(index)
    return answered
  }

  private letGo(inUse: FlowIndex): void {
    const most = this.runtime.env.CONCORDAT_INDEX_MEMORY_MB * 1_000_000
    let bytes = [...this.flows.values()].reduce((sum, flow) => sum + flow.bytes, 0)
    for (const [flowRef, flow] of this.flows) {
      if (bytes <= most) return
      if (flow === inUse) continue
      bytes -= flow.bytes
      this.flows.delete(flowRef)
    }
  }
}
