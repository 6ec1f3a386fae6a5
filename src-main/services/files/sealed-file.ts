import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'

/**
 * The encrypted form of a kept file, format 1: header `JDF` 1, then 7 random bytes; then chunks of 64 KiB, each
 * AES-256-GCM with nonce = those 7 bytes, the chunk's index (4 bytes), last flag (1 byte), and the header and file id as
 * associated data (STREAM construction). Index and flag in the nonce make a moved, missing or extra chunk fail like a
 * changed one. The key belongs to one file id, and a file id is written once, so no nonce is ever used twice.
 */
export const CHUNK = 64 * 1024
const TAG = 16
const SEALED_CHUNK = CHUNK + TAG
const MAGIC = Buffer.from([0x4a, 0x44, 0x46, 1])
const PREFIX = 7
/** Bytes before the first chunk. */
export const SEALED_HEADER = MAGIC.length + PREFIX
const ALGORITHM = 'aes-256-gcm'

type Seal = { id: string; key: Uint8Array }

/** Encrypts a whole file. */
export function sealFile(plain: Buffer, { id, key }: Seal): Buffer {
  const header = Buffer.concat([MAGIC, randomBytes(PREFIX)])
  const chunks = [header]
  const count = chunkCount(plain.length)
  for (let index = 0; index < count; index++) {
    const cipher = createCipheriv(ALGORITHM, key, nonceOf(header, { index, last: index === count - 1 }))
    cipher.setAAD(associated(header, id))
    chunks.push(cipher.update(plain.subarray(index * CHUNK, (index + 1) * CHUNK)), cipher.final(), cipher.getAuthTag())
  }
  return Buffer.concat(chunks)
}

/** Bytes of a sealed file whose content has `size` bytes. */
export function sealedLength(size: number): number {
  return SEALED_HEADER + size + chunkCount(size) * TAG
}

/** The part of a sealed file that must be read to open plain bytes `from` to `to`. The header is read beside it. */
export function sealedRange(from: number, to: number): { first: number; start: number; end: number } {
  const first = Math.floor(from / CHUNK)
  const last = Math.max(first, Math.ceil(to / CHUNK) - 1)
  return { first, start: SEALED_HEADER + first * SEALED_CHUNK, end: SEALED_HEADER + (last + 1) * SEALED_CHUNK }
}

/** Opens consecutive chunks, `first` being the index of the first. Gives null when a single bit is not what was sealed. */
export function openChunks(sealed: { header: Buffer; body: Buffer; first: number; size: number }, { id, key }: Seal): Buffer | null {
  if (!sealed.header.subarray(0, MAGIC.length).equals(MAGIC)) return null
  const count = chunkCount(sealed.size)
  const plain: Buffer[] = []
  for (let at = 0, index = sealed.first; at < sealed.body.length; at += SEALED_CHUNK, index++) {
    const chunk = sealed.body.subarray(at, at + SEALED_CHUNK)
    if (chunk.length < TAG) return null
    const decipher = createDecipheriv(ALGORITHM, key, nonceOf(sealed.header, { index, last: index === count - 1 }), { authTagLength: TAG })
    decipher.setAAD(associated(sealed.header, id))
    decipher.setAuthTag(chunk.subarray(-TAG))
    try {
      plain.push(decipher.update(chunk.subarray(0, -TAG)), decipher.final())
    } catch {
      return null
    }
  }
  return Buffer.concat(plain)
}

function chunkCount(size: number): number {
  return Math.max(1, Math.ceil(size / CHUNK))
}

function nonceOf(header: Buffer, { index, last }: { index: number; last: boolean }): Buffer {
  const nonce = Buffer.alloc(12)
  header.copy(nonce, 0, MAGIC.length, SEALED_HEADER)
  nonce.writeUInt32BE(index, PREFIX)
  nonce[11] = last ? 1 : 0
  return nonce
}

function associated(header: Buffer, id: string): Buffer {
  return Buffer.concat([header, Buffer.from(id)])
}
