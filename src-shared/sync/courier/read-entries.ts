import { courierCaps, layout } from './layout.ts'
import type { Inspected } from './inspect-file.ts'
import { type ByteSource, type ChunkCipher, concat, type CourierPrimitives } from './primitives.ts'

/** The contents cannot be opened or read: another key's, or not what this program writes. */
export class UnreadableEntries extends Error {
  readonly why: 'sealed' | 'malformed'

  constructor(why: 'sealed' | 'malformed') {
    super(`courier contents ${why}`)
    this.name = 'UnreadableEntries'
    this.why = why
  }
}

export type Opened = { source: ByteSource; chunks: Inspected['chunks']; cipher: ChunkCipher }

/** The JSON values of a file, one after the other, never more of it in memory than one entry. Throws UnreadableEntries. */
export async function* readEntries(primitives: CourierPrimitives, opened: Opened): AsyncGenerator<unknown> {
  let held: Uint8Array = new Uint8Array()
  let count = 0
  for await (const plain of openChunks(opened)) {
    held = concat([held, plain])
    let at = 0
    for (;;) {
      const length = lengthAt(held, at)
      if (length > courierCaps.entryBytes) throw new UnreadableEntries('malformed')
      if (held.length - at - 4 < length) break
      if (++count > courierCaps.entries) throw new UnreadableEntries('malformed')
      yield readEntry(primitives, held.subarray(at + 4, at + 4 + length))
      at += 4 + length
    }
    held = held.slice(at)
  }
  if (held.length > 0) throw new UnreadableEntries('malformed')
}

async function* openChunks({ source, chunks, cipher }: Opened): AsyncGenerator<Uint8Array> {
  const length = layout.chunk + layout.tag
  for (let place = 0; place < chunks.count; place++) {
    const from = chunks.from + place * length
    const plain = cipher.open(place, place === chunks.count - 1, await source.read(from, Math.min(length, chunks.to - from)))
    if (!plain) throw new UnreadableEntries('sealed')
    yield plain
  }
}

/** The length that begins here; more than any cap while its four bytes are not all there. */
function lengthAt(held: Uint8Array, at: number): number {
  if (held.length - at < 4) return courierCaps.entryBytes
  return new DataView(held.buffer, held.byteOffset + at, 4).getUint32(0)
}

function readEntry(primitives: CourierPrimitives, packed: Uint8Array): unknown {
  const bytes = primitives.inflate(packed, courierCaps.entryBytes)
  if (!bytes) throw new UnreadableEntries('malformed')
  try {
    return JSON.parse(primitives.decode(bytes))
  } catch {
    throw new UnreadableEntries('malformed')
  }
}
