import { readDatFileName } from './dat-file.rules.ts'
import { readLocalId } from './local-id.rules.ts'

export type RunName = { readonly localId: string } | { readonly subject: string }

/**
 * The checks that a file's name could stand for: its local id, or the name of the file that was sent, with or without words
 * before or after that are set off by a full stop, a space or brackets, as browsers and people add them.
 */
export function namesIn(fileName: string): RunName[] {
  return fileName.split(/[\s.()]+/).flatMap((word): RunName[] => {
    if (readLocalId(word.toLowerCase()) !== null) return [{ localId: word.toLowerCase() }]
    return readDatFileName(word) === null ? [] : [{ subject: word.toUpperCase() }]
  })
}
