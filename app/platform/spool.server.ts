import { createCipheriv, createDecipheriv, randomBytes, type Cipher, type Decipher } from 'node:crypto'
import { open, unlink, type FileHandle } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'

/**
 * Bytes put aside on disk, so that memory does not grow with them. They are encrypted with a key that lives only in this
 * process, in a file that has no name once it is open: when the process ends, however it ends, nothing can be read.
 */
export class Spool {
  private constructor(private readonly file: FileHandle, private readonly cipher: Cipher, private readonly decipher: Decipher) {}
  private written = 0
  private read = 0

  static async open(): Promise<Spool> {
    const place = path.join(os.tmpdir(), `concordat-${randomBytes(12).toString('hex')}`)
    const file = await open(place, 'wx+', 0o600)
    await unlink(place)
    const [key, start] = [randomBytes(32), randomBytes(16)]
    return new Spool(file, createCipheriv('aes-256-ctr', key, start), createDecipheriv('aes-256-ctr', key, start))
  }

  /** How many bytes have been put in and not yet taken out. */
  get waiting(): number {
    return this.written - this.read
  }

  async put(bytes: Uint8Array): Promise<void> {
    const sealed = this.cipher.update(bytes)
    const at = this.written
    this.written += sealed.length
    for (let done = 0; done < sealed.length; ) {
      done += (await this.file.write(sealed, done, sealed.length - done, at + done)).bytesWritten
    }
  }

  /** The next bytes, in order, at most `most` of them; none left gives an empty piece. */
  async take(most = 64 * 1024): Promise<Buffer> {
    const length = Math.min(most, this.waiting)
    if (length === 0) return Buffer.alloc(0)
    const { bytesRead, buffer } = await this.file.read(Buffer.alloc(length), 0, length, this.read)
    if (bytesRead === 0) throw new Error('Bytes that were put aside cannot be read again')
    this.read += bytesRead
    return this.decipher.update(buffer.subarray(0, bytesRead))
  }

  async close(): Promise<void> {
    await this.file.close()
  }
}
