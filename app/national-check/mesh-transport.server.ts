import { createReadStream, createWriteStream } from 'node:fs'
import { access, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { pipeline } from 'node:stream/promises'

/** What goes out: a file, its name without an ending, and the control file beside it, where there is one. */
export interface OutgoingMessage {
  readonly name: string
  readonly control: string | null
  readonly content: AsyncIterable<Uint8Array>
}

export interface IncomingMessage {
  /** What it is called where it lies. */
  readonly name: string
  readonly control: string | null
  /** The content from its beginning; may be asked for more than once. */
  readonly open: () => AsyncIterable<Uint8Array>
}

/**
 * Sends and fetches as a MESH client does. A message is acknowledged once what it says is stored, and is not listed any more
 * after that; until then it is listed again, so nothing is lost when the portal stops in between.
 */
export interface MeshTransport {
  /** Throws when the message could not be put where it goes; then nothing of it is left there. */
  send(message: OutgoingMessage): Promise<void>
  /** The ids of the messages that wait, oldest name first. */
  list(): Promise<string[]>
  read(id: string): Promise<IncomingMessage>
  acknowledge(id: string): Promise<void>
  /** Keeps a message that was refused where a person can look at it, and lists it no more. */
  setAside(id: string): Promise<void>
}

/**
 * Folders that a MESH client watches. A `.dat` is complete once it has its ending; its `.ctl` is written after it, because
 * that is what a client waits for. Only `.dat` files with a `.ctl` are listed as messages: without one, nobody but a person
 * can say what a file is.
 */
export class FolderTransport implements MeshTransport {
  constructor(private readonly folders: { readonly outbox: string; readonly inbox: string }) {}

  async send({ name, control, content }: OutgoingMessage): Promise<void> {
    const place = (ending: string) => path.join(this.folders.outbox, `${name}.${ending}`)
    await mkdir(this.folders.outbox, { recursive: true })
    for (const ending of ['dat', 'ctl']) {
      if (await isThere(place(ending))) throw new Error(`There is a ${name}.${ending} in ${this.folders.outbox} already: nothing is written over.`)
    }
    try {
      await pipeline(content, createWriteStream(place('dat.part'), { mode: 0o600, flags: 'wx' }))
      await rename(place('dat.part'), place('dat'))
      if (control === null) return
      await writeFile(place('ctl.part'), control, { mode: 0o600, flag: 'wx' })
      await rename(place('ctl.part'), place('ctl'))
    } catch (error) {
      for (const ending of ['dat.part', 'ctl.part', 'dat', 'ctl']) await rm(place(ending), { force: true }).catch(() => {})
      throw error
    }
  }

  async list(): Promise<string[]> {
    const files = new Set(await readdir(this.folders.inbox).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return []
      throw error
    }))
    return [...files].filter((file) => file.endsWith('.dat') && files.has(withEnding(file, 'ctl'))).sort()
  }

  async read(id: string): Promise<IncomingMessage> {
    const file = path.join(this.folders.inbox, path.basename(id))
    return readMessageFile(file, withEnding(file, 'ctl'))
  }

  async acknowledge(id: string): Promise<void> {
    const file = path.join(this.folders.inbox, path.basename(id))
    await rm(withEnding(file, 'ctl'), { force: true })
    await rm(file, { force: true })
  }

  /** Into the folder `refused` inside the inbox. Nothing there is written over. */
  async setAside(id: string): Promise<void> {
    const name = path.basename(id)
    const aside = path.join(this.folders.inbox, 'refused')
    await mkdir(aside, { recursive: true })
    let place = path.join(aside, name)
    for (let again = 2; await isThere(place); again += 1) place = path.join(aside, name.replace(/\.dat$/, `-${again}.dat`))
    const file = path.join(this.folders.inbox, name)
    await rename(file, place)
    await rename(withEnding(file, 'ctl'), withEnding(place, 'ctl'))
  }
}

/** One file as a message, with its control file where there is one. */
export async function readMessageFile(file: string, controlFile: string | null): Promise<IncomingMessage> {
  await access(file)
  return {
    name: path.basename(file),
    control: controlFile === null ? null : await readFile(controlFile, 'utf8'),
    open: () => createReadStream(file),
  }
}

/** The control file that stands beside a data file; null where none does. */
export async function controlFileBeside(file: string): Promise<string | null> {
  const beside = withEnding(file, 'ctl')
  return beside !== file && (await isThere(beside)) ? beside : null
}

function withEnding(file: string, ending: string): string {
  return `${file.replace(/\.[A-Za-z0-9]{1,4}$/, '')}.${ending}`
}

function isThere(file: string): Promise<boolean> {
  return access(file).then(() => true, () => false)
}
