import { crc32, deflateRawSync } from 'node:zlib'

/** A part of a package. The optional fields let tests write packages that lie. */
export type ZipPart = {
  name: string
  data: Buffer
  stored?: boolean
  declaredSize?: number
  flags?: number
  /** Points the directory at another place than where the part lies. */
  offset?: number
  /** Packed bytes as they are, instead of packing `data`. */
  packed?: Buffer
}

// 2026-01-01 00:00 as MS-DOS date: a package is the same bytes whenever it is written.
const DATE = ((2026 - 1980) << 9) | (1 << 5) | 1

/** Writes a ZIP, the same bytes for the same parts. */
export function writeZip(parts: readonly ZipPart[]): Buffer {
  const bodies: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  for (const part of parts) {
    const packed = part.packed ?? (part.stored ? part.data : deflateRawSync(part.data, { level: 9 }))
    const fields = fieldsOf(part, packed.length)
    const name = Buffer.from(part.name)
    const local = Buffer.concat([Buffer.from([0x50, 0x4b, 0x03, 0x04]), fields, name, packed])
    const tail = Buffer.alloc(14)
    tail.writeUInt32LE(part.offset ?? offset, 10)
    directory.push(Buffer.concat([Buffer.from([0x50, 0x4b, 0x01, 0x02, 20, 0]), fields, tail, name]))
    bodies.push(local)
    offset += local.length
  }
  const listed = Buffer.concat(directory)
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(parts.length, 8)
  end.writeUInt16LE(parts.length, 10)
  end.writeUInt32LE(listed.length, 12)
  end.writeUInt32LE(offset, 16)
  return Buffer.concat([...bodies, listed, end])
}

// Version to extract up to the length of the extra field: the same 26 bytes in both headers.
function fieldsOf(part: ZipPart, packedLength: number): Buffer {
  const fields = Buffer.alloc(26)
  fields.writeUInt16LE(20, 0)
  fields.writeUInt16LE((part.flags ?? 0) | 0x0800, 2)
  fields.writeUInt16LE(part.stored ? 0 : 8, 4)
  fields.writeUInt16LE(DATE, 8)
  fields.writeUInt32LE(crc32(part.data), 10)
  fields.writeUInt32LE(packedLength, 14)
  fields.writeUInt32LE(part.declaredSize ?? part.data.length, 18)
  fields.writeUInt16LE(Buffer.byteLength(part.name), 22)
  return fields
}
