/** One chunk's cipher: AES-256-GCM under a key of this file alone; `place` and `last` make the nonce (STREAM). */
export type ChunkCipher = {
  seal(place: number, last: boolean, plain: Uint8Array): Uint8Array
  /** What was sealed, or null when key, place, last or a single bit is another. */
  open(place: number, last: boolean, sealed: Uint8Array): Uint8Array | null
}

export type RunningHash = { update(bytes: Uint8Array): void; digest(): Uint8Array }

/** What this folder cannot do by itself: the cryptography and compression of the program that runs it. */
export type CourierPrimitives = {
  encode(text: string): Uint8Array
  /** Throws on bytes that are not UTF-8. */
  decode(bytes: Uint8Array): string
  /** SHA-256. */
  hash(): RunningHash
  deflate(bytes: Uint8Array): Uint8Array
  /** Null when it is not deflated data, or more than `most` bytes. */
  inflate(bytes: Uint8Array, most: number): Uint8Array | null
  /** A fresh key pair for one file; `cipher` binds it to the recipient's X25519 key and to the header's text. Throws when the key is none. */
  sealTo(recipient: string): { ephemeral: string; cipher(header: string): ChunkCipher }
  /** The cipher of a file that was sealed to the holder of `privateKey` (32 bytes); null when `ephemeral` is no key. */
  openWith(privateKey: Uint8Array, ephemeral: string, header: string): ChunkCipher | null
  /** Whether `signature` (64 bytes) over `text` is of this Ed25519 key (SPKI PEM). */
  verify(publicKey: string, text: string, signature: Uint8Array): boolean
}

/** Bytes that can be read at any place: a file on a stick, or pieces in a table. */
export type ByteSource = { readonly size: number; read(offset: number, length: number): Promise<Uint8Array> }
/** Where a file is written: in order, but for the first bytes, which are written last. */
export type ByteSink = { append(bytes: Uint8Array): Promise<void>; writeAt(offset: number, bytes: Uint8Array): Promise<void> }

export function concat(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}

export function isSameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, index) => byte === b[index])
}

export function hex(bytes: Uint8Array): string {
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}
