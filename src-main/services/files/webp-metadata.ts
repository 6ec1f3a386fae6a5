const HEADER = 12
const FRAME = 8
/** Bits of VP8X that announce EXIF and XMP. */
const TELLING_BITS = 0x08 | 0x04

/** A WebP without its EXIF and XMP chunks and without anything behind its end; null when it is not well formed. */
export function stripWebpMetadata(bytes: Buffer): Buffer | null {
  const stop = FRAME + bytes.readUInt32LE(4)
  if (bytes.length < HEADER || stop > bytes.length) return null
  const kept: Buffer[] = []
  for (let at = HEADER; at < stop; ) {
    if (at + FRAME > stop) return null
    const length = bytes.readUInt32LE(at + 4)
    const end = at + FRAME + length + (length % 2)
    if (end > stop) return null
    const kind = bytes.subarray(at, at + 4).toString('latin1')
    const chunk = Buffer.from(bytes.subarray(at, end))
    if (kind === 'VP8X' && length > 0) chunk[FRAME] = (chunk[FRAME] ?? 0) & ~TELLING_BITS
    if (kind !== 'EXIF' && kind !== 'XMP ') kept.push(chunk)
    at = end
  }
  const body = Buffer.concat(kept)
  const header = Buffer.from(bytes.subarray(0, HEADER))
  header.writeUInt32LE(4 + body.length, 4)
  return Buffer.concat([header, body])
}
