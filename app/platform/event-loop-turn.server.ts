const waiting: (() => void)[] = []
let isCalled = false
let pressing = 0

/** While someone waits for a page, long work rests for so long between its turns, in milliseconds. */
const REST = 2

/**
 * Resolves when it is the caller's turn to compute for a few milliseconds. There is one turn in each round of the event loop,
 * whoever asks, so that between two of them everyone else's messages are read and answered: long work that asks for a turn
 * before each part of it keeps no page waiting longer than a part takes, however many do so at once. While someone waits for
 * a page there are fewer turns, but there are some: pages cannot stop long work.
 */
export function turn(): Promise<void> {
  return new Promise((resolve) => {
    waiting.push(resolve)
    call()
  })
}

/** Lets others have fewer turns until this work is done: someone waits for it, and it computes for a few milliseconds in all. */
export async function pressingWork<T>(work: Promise<T>): Promise<T> {
  pressing += 1
  try {
    return await work
  } finally {
    pressing -= 1
  }
}

/** Whether whoever has a turn had better make it a short one. */
export function isSomeoneWaiting(): boolean {
  return pressing > 0
}

function call(): void {
  if (isCalled) return
  isCalled = true
  if (pressing > 0) setTimeout(next, REST)
  else setImmediate(next)
}

function next(): void {
  isCalled = false
  waiting.shift()?.()
  if (waiting.length > 0) call()
}
