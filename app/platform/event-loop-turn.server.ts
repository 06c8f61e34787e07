const waiting: (() => void)[] = []
let isCalled = false

/**
 * Resolves when it is the caller's turn to compute for a few milliseconds. There is one turn in each round of the event loop,
 * whoever asks, so that between two of them everyone else's messages are read and answered: long work that asks for a turn
 * before each part of it keeps no page waiting longer than a part takes, however many do so at once.
 */
export function turn(): Promise<void> {
  return new Promise((resolve) => {
    waiting.push(resolve)
    call()
  })
}

function call(): void {
  if (isCalled) return
  isCalled = true
  setImmediate(() => {
    isCalled = false
    waiting.shift()?.()
    if (waiting.length > 0) call()
  })
}
