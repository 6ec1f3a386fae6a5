import { canonicalJson } from '../../kernel/canonical.ts'
import { CourierHeader } from './header.ts'
import { courierCaps, layout, prologueBytes, signedText } from './layout.ts'
import { type ByteSink, type ChunkCipher, concat, type CourierPrimitives, hex } from './primitives.ts'

export type ToWrite = {
  header: CourierHeader
  /** Null for a request, which is not sealed and has no contents. */
  cipher: ((header: string) => ChunkCipher) | null
  /** One JSON value after the other. */
  entries: AsyncIterable<unknown> | Iterable<unknown>
  /** Ed25519 over a text, base64. */
  sign(text: string): Uint8Array
}
export type Written = { size: number; hash: string }

/** Writes one file; gives its size and the hash by which it is known. Throws what the sink throws. */
export async function writeCourierFile(primitives: CourierPrimitives, sink: ByteSink, { header, cipher, entries, sign }: ToWrite): Promise<Written> {
  const text = canonicalJson(CourierHeader.parse(header))
  const headerBytes = primitives.encode(text)
  if (headerBytes.length > courierCaps.headerBytes) throw new Error('courier header too long')
  const signed = primitives.hash()
  const whole = primitives.hash()
  let size = layout.prologue
  async function append(bytes: Uint8Array, isSigned: boolean): Promise<void> {
    if (isSigned) signed.update(bytes)
    whole.update(bytes)
    await sink.append(bytes)
    size += bytes.length
  }
  await sink.append(new Uint8Array(layout.prologue))
  await append(headerBytes, true)
  if (cipher) await writeChunks(primitives, { cipher: cipher(text), entries, append: (bytes) => append(bytes, true) })
  const total = size + layout.signature + layout.digest
  if (total > courierCaps.fileBytes) throw new Error('courier file too large')
  await append(sign(signedText(total, hex(signed.digest()))), false)
  const digest = whole.digest()
  await sink.append(digest)
  await sink.writeAt(0, prologueBytes(primitives, { size: total, headerLength: headerBytes.length }))
  return { size: total, hash: hex(digest) }
}

type Chunks = { cipher: ChunkCipher; entries: ToWrite['entries']; append(bytes: Uint8Array): Promise<void> }

async function writeChunks(primitives: CourierPrimitives, { cipher, entries, append }: Chunks): Promise<void> {
  let held: Uint8Array = new Uint8Array()
  let place = 0
  for await (const entry of entries) {
    held = concat([held, entryBytes(primitives, entry)])
    // One byte more than a chunk must be at hand: only then is it known that this is not the last one.
    let at = 0
    for (; held.length - at > layout.chunk; at += layout.chunk) await append(cipher.seal(place++, false, held.subarray(at, at + layout.chunk)))
    held = held.slice(at)
  }
  await append(cipher.seal(place, true, held))
}

/** One entry in the stream: length of the compressed JSON, then those bytes. */
function entryBytes(primitives: CourierPrimitives, entry: unknown): Uint8Array {
  const packed = primitives.deflate(primitives.encode(JSON.stringify(entry)))
  const length = new Uint8Array(4)
  new DataView(length.buffer).setUint32(0, packed.length)
  return concat([length, packed])
}
