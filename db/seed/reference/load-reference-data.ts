import { keepCodeLists } from '#app/choices/keep-code-lists.server.ts'
import type { Runtime } from '#app/platform/runtime.server.ts'

/** Loads the data that every installation needs, in production too. May be run again at any time. Answers what it did, in words. */
export async function loadReferenceData(runtime: Runtime): Promise<readonly string[]> {
  const kept = await keepCodeLists(runtime)
  if (!kept.ok) throw new Error(`The choice code list has changed and its version (${String(kept.refusal.details?.version)}) has not: raise CODE_LIST_VERSION.`)
  return [`Choice codes: ${kept.value.codes}${kept.value.isNew ? ', new' : ', there already'}`]
}
