import { orientationOf, orientationSegment } from './jpeg-orientation.ts'

const START = 0xd8
const END = 0xd9
const SCAN = 0xda
const APP0 = 0xe0
const APP1 = 0xe1
const APP2 = 0xe2
const APP14 = 0xee
const APP15 = 0xef
const COMMENT = 0xfe

export type Segment = { marker: number; at: number; end: number }

/**
 * A photo without what the camera wrote beside it: place (GPS), time, device, thumbnails, comments, and whatever some
 * phones hide behind the picture's end. Colour profile and orientation stay, or the picture would look wrong.
 * Gives null when the bytes are not a well-formed JPEG.
 */
export function stripJpegMetadata(bytes: Buffer): Buffer | null {
  const segments = jpegSegments(bytes)
  if (!segments) return null
  const exif = segments.find((segment) => segment.marker === APP1)
  const orientation = exif ? orientationOf(bytes.subarray(exif.at, exif.end)) : 1
  const kept = segments.filter((segment) => keeps(bytes, segment)).map((segment) => bytes.subarray(segment.at, segment.end))
  return Buffer.concat([...kept.slice(0, 1), ...(orientation === 1 ? [] : [orientationSegment(orientation)]), ...kept.slice(1)])
}

function keeps(bytes: Buffer, { marker, at }: Segment): boolean {
  if (marker === COMMENT) return false
  if (marker === APP2) return bytes.subarray(at + 4, at + 16).toString('latin1') === 'ICC_PROFILE\0'
  return marker < APP0 || marker > APP15 || marker === APP0 || marker === APP14
}

/** The parts of a JPEG in order, or null when it is not well formed. */
// Scans run until the next real marker: FF00 is a stuffed byte, FFD0..FFD7 are restarts inside the scan.
export function jpegSegments(bytes: Buffer): Segment[] | null {
  if (bytes[0] !== 0xff || bytes[1] !== START) return null
  const segments: Segment[] = [{ marker: START, at: 0, end: 2 }]
  for (let at = 2; ; ) {
    if (bytes[at] !== 0xff) return null
    while (bytes[at + 1] === 0xff) at++
    const marker = bytes[at + 1]
    if (marker === undefined || marker === 0) return null
    if (marker === END) return [...segments, { marker, at, end: at + 2 }]
    if (at + 4 > bytes.length) return null
    const length = bytes.readUInt16BE(at + 2)
    const end = marker === SCAN ? endOfScan(bytes, at + 2 + length) : at + 2 + length
    if (length < 2 || end >= bytes.length) return null
    segments.push({ marker, at, end })
    at = end
  }
}

function endOfScan(bytes: Buffer, from: number): number {
  for (let at = bytes.indexOf(0xff, from); at >= 0; at = bytes.indexOf(0xff, at + 1)) {
    const next = bytes[at + 1]
    if (next === undefined) break
    if (next !== 0 && next !== 0xff && !(next >= 0xd0 && next <= 0xd7)) return at
  }
  return bytes.length
}
