import { mkdir, open, type FileHandle } from 'node:fs/promises'
import path from 'node:path'
import type { Runtime } from '#app/platform/runtime.server.ts'
import { headsAfter, type SignedHeadRow } from './proofs.store.server.ts'

/** Where signed heads are written down: AUDIT_HEADS_FILE, or `audit-heads.jsonl` in CONCORDAT_DATA. */
export function headsFile({ env }: Pick<Runtime, 'env'>): string {
  return env.AUDIT_HEADS_FILE ?? path.join(env.CONCORDAT_DATA, 'audit-heads.jsonl')
}

/** One line of the file. */
export function headLine({ signedAt, ...head }: SignedHeadRow): string {
  return `${lineOf({ ...head, signedAt: signedAt.toISOString() })}\n`
}

function lineOf({ size, root, signedAt, jws }: WrittenHead): string {
  return JSON.stringify({ size, root, signed_at: signedAt, jws })
}

const AT_ONCE = 1000
let writing: Promise<unknown> = Promise.resolve()

/**
 * Adds to the file every signed head that it does not have yet, so that it has all of them however many portals sign and
 * whenever one could not write. That it cannot be written is told in the log, and stops nothing.
 */
export function writeHeadsDown(runtime: Runtime): Promise<void> {
  const mine = writing.then(() => addMissing(runtime)).catch((error: unknown) => {
    runtime.log.error({ code: (error as NodeJS.ErrnoException).code, fault: (error as Error).message.slice(0, 200) }, 'signed heads could not be written down in their file')
  })
  writing = mine
  return mine
}

async function addMissing(runtime: Runtime): Promise<void> {
  const place = headsFile(runtime)
  await mkdir(path.dirname(place), { recursive: true })
  const file = await open(place, 'a+', 0o644)
  try {
    const end = await lastLine(file)
    let size = end.size
    if (end.isCutOff) await file.appendFile('\n')
    for (;;) {
      const heads = await headsAfter(runtime.db, size, AT_ONCE)
      if (heads.length > 0) await file.appendFile(heads.map(headLine).join(''))
      size = heads[heads.length - 1]?.size ?? size
      if (heads.length < AT_ONCE) break
    }
    await file.sync()
  } finally {
    await file.close()
  }
}

const TAIL = 64 * 1024

/** The size that the last whole line names, -1 where there is none, and whether a line that was begun was not ended. */
async function lastLine(file: FileHandle): Promise<{ readonly size: number; readonly isCutOff: boolean }> {
  const { size: bytes } = await file.stat()
  if (bytes === 0) return { size: -1, isCutOff: false }
  const from = Math.max(0, bytes - TAIL)
  const { buffer, bytesRead } = await file.read(Buffer.alloc(bytes - from), 0, bytes - from, from)
  const text = buffer.toString('utf8', 0, bytesRead)
  const sizes = text.split('\n').flatMap((line) => {
    const size = /^\{"size":(\d+),.*\}$/.exec(line)?.[1]
    return size === undefined ? [] : [Number(size)]
  })
  return { size: sizes[sizes.length - 1] ?? -1, isCutOff: !text.endsWith('\n') }
}

/** A signed head as it is written in a line: `signedAt` is an instant as text. */
export interface WrittenHead {
  readonly size: number
  readonly root: string
  readonly signedAt: string
  readonly jws: string
}

/** A line of the file; `head` is null where the line is not one that the portal writes. */
export interface FileHead {
  readonly line: number
  readonly head: WrittenHead | null
}

/** The heads of a file. The beginning of a line whose writer was stopped stands before that line, and is left out. */
export function readHeadLines(text: string): FileHead[] {
  const lines = text.split('\n')
  if (lines[lines.length - 1] === '') lines.pop()
  return lines.map((line, at) => ({ line: at + 1, head: headOfLine(line), isBeginning: line !== lines[at + 1] && lines[at + 1]?.startsWith(line) === true }))
    .filter(({ head, isBeginning }) => head !== null || !isBeginning)
    .map(({ line, head }) => ({ line, head }))
}

function headOfLine(line: string): WrittenHead | null {
  try {
    const { size, root, signed_at: signedAt, jws } = JSON.parse(line) as Record<string, unknown>
    const head = { size, root, signedAt, jws } as WrittenHead
    return typeof size === 'number' && lineOf(head) === line ? head : null
  } catch {
    return null
  }
}
