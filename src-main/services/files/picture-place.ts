import type { PicturePlace } from '#shared/contract/bytes.ts'
import type { Attachment } from '#shared/domain/record.ts'
import { jpegSegments } from './jpeg-metadata.ts'

const EXIF_WORD = 'Exif\0\0'
const GPS_POINTER = 0x8825
const EXIF_POINTER = 0x8769
const TAKEN_AT = 0x9003
const [LATITUDE_REF, LATITUDE, LONGITUDE_REF, LONGITUDE] = [1, 2, 3, 4] as const
/** No camera writes more; a crafted file may claim 65 535. */
const MOST_ENTRIES = 200

/** Where and when a picture was taken, by what the camera wrote beside it; null when it wrote nothing of that. Never throws. */
export function placeOf(mime: Attachment['mime'], bytes: Buffer): PicturePlace | null {
  const tiff = tiffOf(mime, bytes)
  return tiff && readPlace(tiff)
}

function tiffOf(mime: Attachment['mime'], bytes: Buffer): Buffer | null {
  if (mime === 'image/jpeg') {
    const found = jpegSegments(bytes)?.find(({ marker, at }) => marker === 0xe1 && bytes.subarray(at + 4, at + 10).toString('latin1') === EXIF_WORD)
    return found ? bytes.subarray(found.at + 10, found.end) : null
  }
  if (mime === 'image/png') return chunkOf(bytes, { from: 8, kind: 'eXIf', lengthAt: 0, kindAt: 4, bodyAt: 8, after: 4, padded: false })
  if (mime === 'image/webp') {
    const body = chunkOf(bytes, { from: 12, kind: 'EXIF', lengthAt: 4, kindAt: 0, bodyAt: 8, after: 0, padded: true })
    return body?.subarray(0, 6).toString('latin1') === EXIF_WORD ? body.subarray(6) : body
  }
  return null
}

type Chunks = { from: number; kind: string; lengthAt: number; kindAt: number; bodyAt: number; after: number; padded: boolean }

/** PNG and WebP are both rows of chunks: name, length, body. */
function chunkOf(bytes: Buffer, { from, kind, lengthAt, kindAt, bodyAt, after, padded }: Chunks): Buffer | null {
  for (let at = from; at + bodyAt <= bytes.length; ) {
    const length = padded ? bytes.readUInt32LE(at + lengthAt) : bytes.readUInt32BE(at + lengthAt)
    const end = at + bodyAt + length
    if (end > bytes.length) return null
    if (bytes.subarray(at + kindAt, at + kindAt + 4).toString('latin1') === kind) return bytes.subarray(at + bodyAt, end)
    at = end + after + (padded ? length % 2 : 0)
  }
  return null
}

type Entry = { count: number; at: number }

function readPlace(tiff: Buffer): PicturePlace | null {
  if (tiff.length < 8) return null
  const little = tiff.subarray(0, 2).toString('latin1') === 'II'
  const short = (at: number): number => (at < 0 || at + 2 > tiff.length ? 0 : little ? tiff.readUInt16LE(at) : tiff.readUInt16BE(at))
  const long = (at: number): number => (at < 0 || at + 4 > tiff.length ? 0 : little ? tiff.readUInt32LE(at) : tiff.readUInt32BE(at))

  function directory(at: number): Map<number, Entry> {
    const entries = new Map<number, Entry>()
    if (at < 8) return entries
    for (let index = 0, count = Math.min(short(at), MOST_ENTRIES); index < count; index++) {
      const entry = at + 2 + index * 12
      if (entry + 12 > tiff.length) break
      entries.set(short(entry), { count: long(entry + 4), at: entry + 8 })
    }
    return entries
  }

  function text(entry: Entry | undefined): string {
    if (!entry || entry.count > 64) return ''
    const at = entry.count > 4 ? long(entry.at) : entry.at
    return tiff.subarray(at, at + entry.count).toString('latin1').replace(/\0.*$/s, '')
  }

  /** Degrees, minutes and seconds, each a fraction. */
  function degrees(entry: Entry | undefined, limit: number): number | null {
    if (!entry || entry.count !== 3) return null
    const at = long(entry.at)
    const parts = [0, 8, 16].map((step) => (long(at + step + 4) === 0 ? Number.NaN : long(at + step) / long(at + step + 4)))
    const value = (parts[0] ?? 0) + (parts[1] ?? 0) / 60 + (parts[2] ?? 0) / 3600
    return Number.isFinite(value) && value <= limit ? Math.round(value * 1e6) / 1e6 : null
  }

  const first = directory(long(4))
  const gps = directory(long(first.get(GPS_POINTER)?.at ?? -1))
  const exif = directory(long(first.get(EXIF_POINTER)?.at ?? -1))
  const [north, east] = [degrees(gps.get(LATITUDE), 90), degrees(gps.get(LONGITUDE), 180)]
  const latitude = north !== null && text(gps.get(LATITUDE_REF)) === 'S' ? -north : north
  const longitude = east !== null && text(gps.get(LONGITUDE_REF)) === 'W' ? -east : east
  const taken = /^(\d{4}):(\d\d):(\d\d) (\d\d:\d\d:\d\d)$/.exec(text(exif.get(TAKEN_AT)))
  const takenAt = taken ? `${taken[1]}-${taken[2]}-${taken[3]} ${taken[4]}` : ''
  return latitude === null && longitude === null && takenAt === '' ? null : { latitude, longitude, takenAt }
}
