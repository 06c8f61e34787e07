import pino, { type Logger } from 'pino'

export type Log = Logger

/** One JSON line an entry, on standard output. Nothing personal may be logged: ids and kinds, never names or numbers. */
export function makeLog(level: string): Log {
  return pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime })
}
