import type { Runtime } from '#app/platform/runtime.server.ts'

/**
 * Does the same for each project, one after the other. One at which it goes wrong keeps nobody else waiting: the others are done
 * first, and then it answers with what to throw once their work is kept, so that the queue tries again; null where all went well.
 */
export async function eachInTurn(runtime: Pick<Runtime, 'log'>, refs: readonly string[], work: (ref: string) => Promise<void>): Promise<Error | null> {
  let failed = 0
  let last: unknown = null
  for (const ref of refs) {
    try {
      await work(ref)
    } catch (error) {
      failed += 1
      last = error
      runtime.log.error({ fault: error instanceof Error ? error.name : 'unknown', project: ref }, 'people could not be told of a project')
    }
  }
  return failed === 0 ? null : new Error(`People could not be told of ${failed} of ${refs.length} projects`, { cause: last })
}
