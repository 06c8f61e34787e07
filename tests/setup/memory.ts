import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

setFlagsFromString('--expose-gc')
const collect = runInNewContext('gc') as () => void

/** Bytes that buffers hold now, without what is held by nobody. */
export async function bytesInBuffers(): Promise<number> {
  collect()
  // What a collection lets go of is freed a little later.
  await new Promise((resolve) => setImmediate(resolve))
  collect()
  return process.memoryUsage().arrayBuffers
}
