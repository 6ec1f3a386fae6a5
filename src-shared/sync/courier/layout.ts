import { concat, type CourierPrimitives, isSameBytes } from './primitives.ts'

/**
 * A file, in order: magic, size of the whole, length of the header, check over those two (28 bytes); the header's JSON;
 * chunks; Ed25519 signature (64) over size, header and chunks; SHA-256 (32) of header, chunks and signature. The size
 * tells a half-copied file from an altered one, the last hash an altered one from one that somebody else signed.
 */
const MAGIC = 'SFSCOUR1'
const PROLOGUE = MAGIC.length + 8 + 4 + 8
export const layout = {
  prologue: PROLOGUE, signature: 64, digest: 32,
  /** Plain bytes of a chunk; the last one is shorter. */
  chunk: 65_536,
  tag: 16,
} as const

/** What a hostile file may cost before it is refused. */
export const courierCaps = {
  headerBytes: 8192,
  /** FAT32 takes no file of 4 GiB; far below it, so that a stick of any kind will do. */
  fileBytes: 1_073_741_824,
  entryBytes: 16_777_216,
  entries: 20_000,
} as const

export type Prologue = { size: number; headerLength: number }

export function prologueBytes(primitives: CourierPrimitives, { size, headerLength }: Prologue): Uint8Array {
  const middle = new Uint8Array(12)
  const view = new DataView(middle.buffer)
  view.setBigUint64(0, BigInt(size))
  view.setUint32(8, headerLength)
  return concat([primitives.encode(MAGIC), middle, checkOf(primitives, middle)])
}

/** `foreign`: no file of ours. `cut`: ends too early. `altered`: ours, but not as it was written. */
export function readPrologue(primitives: CourierPrimitives, bytes: Uint8Array): Prologue | 'foreign' | 'cut' | 'altered' {
  const magic = primitives.encode(MAGIC)
  const isOurs = isSameBytes(bytes.subarray(0, magic.length), magic.subarray(0, bytes.length))
  if (bytes.length < PROLOGUE) return isOurs ? 'cut' : 'foreign'
  const middle = bytes.subarray(magic.length, magic.length + 12)
  const isChecked = isSameBytes(checkOf(primitives, middle), bytes.subarray(magic.length + 12, PROLOGUE))
  if (!isOurs) return isChecked ? 'altered' : 'foreign'
  if (!isChecked) return 'altered'
  const view = new DataView(middle.buffer, middle.byteOffset, 12)
  return { size: Number(view.getBigUint64(0)), headerLength: view.getUint32(8) }
}

/** What the sender signs; `digest` is the SHA-256 (hex) of header and chunks. */
export function signedText(size: number, digest: string): string {
  return `judicial-office courier file\n${size}\n${digest}`
}

/** Where the chunks lie in a whole file, and how many they are; null when no file can be cut like that. */
export function chunksOf({ size, headerLength }: Prologue): { from: number; to: number; count: number } | null {
  const from = PROLOGUE + headerLength
  const to = size - layout.signature - layout.digest
  const length = to - from
  if (length < 0) return null
  const count = Math.ceil(length / (layout.chunk + layout.tag))
  const rest = length - (count - 1) * (layout.chunk + layout.tag)
  return count > 0 && rest <= layout.tag ? null : { from, to, count }
}

function checkOf(primitives: CourierPrimitives, middle: Uint8Array): Uint8Array {
  const hash = primitives.hash()
  hash.update(primitives.encode(MAGIC))
  hash.update(middle)
  return hash.digest().subarray(0, 8)
}
