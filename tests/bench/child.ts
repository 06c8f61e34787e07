import { fork, type ChildProcess } from 'node:child_process'

/** What a process of the benchmarks does, by name: each takes one thing and gives one. */
export type Doings = Readonly<Record<string, (given: never) => unknown>>

interface Asked { readonly id: number; readonly name: string; readonly given: unknown }
type Answered = { readonly id: number } & ({ readonly value: unknown } | { readonly fault: string })

/** Answers what the parent asks, one after another, until the parent has gone. */
export function answerParent(doings: Doings): void {
  let turn: Promise<unknown> = Promise.resolve()
  process.on('message', ({ id, name, given }: Asked) => {
    turn = turn.then(async () => (doings[name] as (given: unknown) => unknown)(given)).then(
      (value) => process.send?.({ id, value }), (error: unknown) => process.send?.({ id, fault: String((error as Error).stack) }))
  })
  process.on('disconnect', () => process.exit(0))
  process.send?.({ id: 0, value: null })
}

/** A process of its own that does these. */
export class Child<D extends Doings> {
  private readonly process: ChildProcess
  private readonly waiting = new Map<number, { readonly resolve: (value: never) => void; readonly reject: (error: Error) => void }>()
  private asked = 0
  /** Resolves when it is able to answer. */
  readonly ready: Promise<null>

  constructor(file: string, env: Readonly<Record<string, string>> = {}) {
    this.ready = new Promise((resolve, reject) => this.waiting.set(0, { resolve, reject }))
    this.process = fork(file, { execArgv: ['--expose-gc', '--import', 'tsx', ...(file.includes('server') ? process.env.BENCH_NODE_OPTIONS?.split(' ') ?? [] : [])], env: { ...process.env, ...env } })
    this.process.on('message', (answered: Answered) => {
      const asker = this.waiting.get(answered.id)
      this.waiting.delete(answered.id)
      if ('fault' in answered) asker?.reject(new Error(answered.fault))
      else asker?.resolve(answered.value as never)
    })
    this.process.once('exit', (code) => {
      for (const { reject } of this.waiting.values()) reject(new Error(`${file} ended with ${code}`))
    })
  }

  ask<N extends keyof D & string>(name: N, given: Parameters<D[N]>[0]): Promise<Awaited<ReturnType<D[N]>>> {
    this.asked += 1
    const id = this.asked
    return new Promise((resolve, reject) => {
      this.waiting.set(id, { resolve: resolve as (value: never) => void, reject })
      this.process.send({ id, name, given })
    })
  }

  /** Ends it, and resolves when it has. */
  end(): Promise<void> {
    return new Promise((resolve) => {
      if (this.process.exitCode !== null) return resolve()
      this.process.once('exit', () => resolve())
      this.process.disconnect()
    })
  }
}
