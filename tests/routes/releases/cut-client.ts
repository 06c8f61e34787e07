import http from 'node:http'
import { constants, gunzipSync, gzipSync } from 'node:zlib'

export interface CutCall {
  readonly port: number
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly list: Buffer
  readonly isZipped: boolean
  /** Where it breaks: after so many bytes of the body were sent, or of the answer were read; null where it does not. */
  readonly cut: { readonly what: 'body' | 'answer'; readonly after: number; readonly how: 'reset' | 'half-close' } | null
  /** How large the pieces are that are sent. */
  readonly piece: number
  /** Called as the body goes out, with how many bytes of it have been sent. */
  readonly sent?: (bytes: number) => void
}

export interface Got {
  readonly status: number | null
  /** The answer ended as a whole answer does. */
  readonly isWhole: boolean
  /** What came of it, unpacked. */
  readonly bytes: Buffer
  readonly checkId: string | null
}

/** Sends a list and takes what comes, until the answer ends or the connection is over. Never throws for a broken connection. */
export function send(call: CutCall): Promise<Got> {
  return new Promise((resolve) => {
    const pieces: Buffer[] = []
    let response: http.IncomingMessage | null = null
    let taken = 0
    let isOver = false
    const over = (isWhole: boolean): void => {
      if (isOver) return
      isOver = true
      const bytes = Buffer.concat(pieces)
      const isPacked = response?.headers['content-encoding'] === 'gzip'
      resolve({
        status: response?.statusCode ?? null, isWhole: isWhole && isReallyWhole(bytes, isPacked),
        bytes: isPacked && bytes.length > 0 ? gunzipSync(bytes, { finishFlush: constants.Z_SYNC_FLUSH }) : bytes,
        checkId: (response?.headers['concordat-check-id'] as string | undefined) ?? null,
      })
    }
    const request = http.request({
      port: call.port, host: '127.0.0.1', method: 'POST', path: call.path, agent: false,
      headers: { ...call.headers, ...(call.isZipped ? { 'Content-Encoding': 'gzip', 'Accept-Encoding': 'gzip' } : {}) },
    })
    const breakOff = (): void => {
      if (call.cut?.how === 'half-close') request.socket?.end()
      else request.destroy()
    }
    request.on('error', () => over(false))
    request.on('close', () => over(false))
    request.on('response', (answer) => {
      response = answer
      answer.on('error', () => over(false))
      answer.on('end', () => over(answer.complete))
      answer.on('data', (piece: Buffer) => {
        pieces.push(piece)
        taken += piece.length
        if (call.cut?.what === 'answer' && taken >= call.cut.after) {
          request.destroy()
          over(false)
        }
      })
    })
    void sendBody(request, call.isZipped ? gzipSync(call.list, { level: 1 }) : call.list, call, breakOff)
  })
}

/** Resolves when more may be sent, or the connection is over. */
export function write(request: http.ClientRequest, piece: string | Buffer): Promise<void> {
  const isGoingOn = request.write(piece)
  return new Promise((resolve) => {
    if (isGoingOn) return void setImmediate(resolve)
    const goOn = (): void => {
      request.off('drain', goOn).off('close', goOn)
      resolve()
    }
    request.on('drain', goOn).on('close', goOn)
  })
}

async function sendBody(request: http.ClientRequest, body: Buffer, { cut, piece, sent }: CutCall, breakOff: () => void): Promise<void> {
  // Never so late that the whole body and its end would be sent.
  const end = cut?.what === 'body' ? Math.min(cut.after, body.length - 1) : body.length
  for (let from = 0; from < end && !request.destroyed; from += piece) {
    await write(request, body.subarray(from, Math.min(from + piece, end)))
    sent?.(Math.min(from + piece, end))
  }
  if (request.destroyed) return
  if (cut?.what !== 'body') request.end()
  else connected(request, breakOff)
}

function connected(request: http.ClientRequest, then: () => void): void {
  if (!request.socket) request.once('socket', () => connected(request, then))
  else if (request.socket.connecting) request.socket.once('connect', then)
  else then()
}

/** A compressed answer is whole when its own end came too. */
function isReallyWhole(bytes: Buffer, isPacked: boolean): boolean {
  if (!isPacked) return true
  try {
    gunzipSync(bytes)
    return true
  } catch {
    return false
  }
}
