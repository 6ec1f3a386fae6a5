const EXIF = 'Exif\0\0'
const ORIENTATION = 0x0112
/** Marker, length and the word Exif stand before the TIFF part of the segment. */
const TIFF_AT = 10

/** The orientation (1 to 8) that an APP1 segment tells; 1, upright, when it tells none or is damaged. */
export function orientationOf(segment: Buffer): number {
  if (segment.subarray(4, TIFF_AT).toString('latin1') !== EXIF || segment.length < TIFF_AT + 10) return 1
  const tiff = segment.subarray(TIFF_AT)
  const little = tiff.subarray(0, 2).toString('latin1') === 'II'
  const short = (at: number): number => (at + 2 > tiff.length ? 0 : little ? tiff.readUInt16LE(at) : tiff.readUInt16BE(at))
  const directory = little ? tiff.readUInt32LE(4) : tiff.readUInt32BE(4)
  for (let i = 0, count = short(directory); i < count; i++) {
    const entry = directory + 2 + i * 12
    if (entry + 12 > tiff.length) return 1
    if (short(entry) === ORIENTATION) return plausible(short(entry + 8))
  }
  return 1
}

/** An APP1 segment that says nothing but the orientation. */
export function orientationSegment(orientation: number): Buffer {
  const tiff = Buffer.alloc(26)
  tiff.write('MM\0*', 0, 'latin1')
  tiff.writeUInt32BE(8, 4)
  tiff.writeUInt16BE(1, 8)
  tiff.writeUInt16BE(ORIENTATION, 10)
  tiff.writeUInt16BE(3, 12)
  tiff.writeUInt32BE(1, 14)
  tiff.writeUInt16BE(orientation, 18)
  const head = Buffer.from([0xff, 0xe1, 0, 2 + EXIF.length + tiff.length])
  return Buffer.concat([head, Buffer.from(EXIF, 'latin1'), tiff])
}

function plausible(orientation: number): number {
  return orientation >= 1 && orientation <= 8 ? orientation : 1
}
