import { setFlagsFromString } from 'node:v8'

/**
 * Lets the heap grow to four times what is in use before the whole of it is looked through for garbage, which is as far as V8 goes by
 * itself when it sees reason to. What comes in from a connection counts as garbage to come, and where V8 has settled on letting the heap
 * grow by little, it went through all of it for every 20 MB of a list: more work than answering the list.
 */
export function letHeapGrow(): void {
  setFlagsFromString('--heap-growing-percent=300')
}
