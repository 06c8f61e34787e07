import path from 'node:path'
import type { Runtime } from '#app/platform/runtime.server.ts'
import { FolderTransport, type MeshTransport } from './mesh-transport.server.ts'

/** How this installation sends and fetches: the folders that a MESH client watches. */
export function transportOf({ env }: Pick<Runtime, 'env'>): MeshTransport {
  const { outbox, inbox } = foldersOf({ env })
  return new FolderTransport({ outbox, inbox })
}

export function foldersOf({ env }: Pick<Runtime, 'env'>): { readonly outbox: string; readonly inbox: string } {
  const place = (folder: 'outbox' | 'inbox') => path.resolve(env.CONCORDAT_DATA, 'national-check', folder)
  return { outbox: env.NATIONAL_CHECK_OUTBOX ?? place('outbox'), inbox: env.NATIONAL_CHECK_INBOX ?? place('inbox') }
}
