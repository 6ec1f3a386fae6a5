/** Chunks that tell of the camera, the place or the author, never of the picture. */
const TELLING = new Set(['eXIf', 'tEXt', 'zTXt', 'iTXt', 'tIME'])
const SIGNATURE = 8
const FRAME = 12

/** A PNG without its telling chunks and without anything behind its end; null when it is not well formed. */
export function stripPngMetadata(bytes: Buffer): Buffer | null {
  const kept = [bytes.subarray(0, SIGNATURE)]
  for (let at = SIGNATURE; at + FRAME <= bytes.length; ) {
    const end = at + FRAME + bytes.readUInt32BE(at)
    if (end > bytes.length) return null
    const kind = bytes.subarray(at + 4, at + 8).toString('latin1')
    if (!TELLING.has(kind)) kept.push(bytes.subarray(at, end))
    if (kind === 'IEND') return Buffer.concat(kept)
    at = end
  }
  return null
}
