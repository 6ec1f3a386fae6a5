import { randomBytes } from 'node:crypto'
import { deflateSync } from 'node:zlib'

const segment = (marker: number, content: Buffer): Buffer => Buffer.concat([Buffer.from([0xff, marker]), be16(content.length + 2), content])
const be16 = (n: number): Buffer => Buffer.from([n >> 8, n & 255])
const be32 = (n: number): Buffer => Buffer.from([n >>> 24, (n >> 16) & 255, (n >> 8) & 255, n & 255])
const le32 = (n: number): Buffer => be32(n).reverse()

/** What a phone writes into a photo and nobody should find in a kept file. */
export const PLACE = 'GPS 28.4676N 119.9229E Lishui'

function exif(orientation: number): Buffer {
  const tiff = Buffer.concat([Buffer.from('II*\0', 'latin1'), le32(8), Buffer.from([1, 0, 0x12, 0x01, 3, 0, 1, 0, 0, 0, orientation, 0, 0, 0]), le32(0), Buffer.from(PLACE)])
  return segment(0xe1, Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), tiff]))
}

/** A JPEG in form (not in picture): every kind of segment that a phone writes, stuffed bytes and restarts in the scan, bytes behind the end. */
export function aJpeg({ orientation = 6, behind = PLACE, scan = randomScan(2000) } = {}): Buffer {
  return Buffer.concat([
    Buffer.from([0xff, 0xd8]),
    segment(0xe0, Buffer.from('JFIF\0\x01\x01\0\0\x01\0\x01\0\0', 'latin1')),
    exif(orientation),
    segment(0xe1, Buffer.from(`http://ns.adobe.com/xap/1.0/\0${PLACE}`)),
    segment(0xe2, Buffer.from('ICC_PROFILE\0\x01\x01colours', 'latin1')),
    segment(0xe2, Buffer.from(`MPF\0${PLACE}`)),
    segment(0xed, Buffer.from(`Photoshop 3.0\0${PLACE}`)),
    segment(0xfe, Buffer.from(PLACE)),
    segment(0xdb, Buffer.alloc(65, 1)),
    segment(0xc0, Buffer.from([8, 0, 1, 0, 1, 1, 1, 0x11, 0])),
    Buffer.concat([segment(0xda, Buffer.from([1, 1, 0, 0, 63, 0])), scan]),
    Buffer.from([0xff, 0xd9]),
    Buffer.from(behind),
  ])
}

function randomScan(length: number): Buffer {
  const bytes: number[] = []
  for (const byte of randomBytes(length)) bytes.push(byte, ...(byte === 0xff ? [0] : []))
  return Buffer.from([...bytes, 0xff, 0xd3, 1, 2, 3])
}

export function aPng(telling = true): Buffer {
  const chunk = (kind: string, content: Buffer): Buffer => Buffer.concat([be32(content.length), Buffer.from(kind), content, be32(0)])
  const extra = telling ? [chunk('eXIf', Buffer.from(PLACE)), chunk('tEXt', Buffer.from(`Comment\0${PLACE}`)), chunk('iTXt', Buffer.from(PLACE))] : []
  const parts = [Buffer.from('89504e470d0a1a0a', 'hex'), chunk('IHDR', Buffer.alloc(13, 1)), ...extra, chunk('IDAT', deflateSync(Buffer.alloc(100))), chunk('IEND', Buffer.alloc(0))]
  return Buffer.concat([...parts, Buffer.from(telling ? PLACE : '')])
}

export function aWebp(telling = true): Buffer {
  const chunk = (kind: string, content: Buffer): Buffer => Buffer.concat([Buffer.from(kind), le32(content.length), content, Buffer.alloc(content.length % 2)])
  const flags = Buffer.alloc(10)
  flags[0] = telling ? 0x0c : 0
  const body = Buffer.concat([Buffer.from('WEBP'), chunk('VP8X', flags), chunk('VP8 ', Buffer.alloc(33, 7)), ...(telling ? [chunk('EXIF', Buffer.from(PLACE)), chunk('XMP ', Buffer.from(PLACE))] : [])])
  return Buffer.concat([Buffer.from('RIFF'), le32(body.length), body])
}

export function aPdf(length = 100): Buffer {
  return Buffer.concat([Buffer.from('%PDF-1.7\n'), randomBytes(Math.max(0, length - 9))])
}

/** EXIF (the TIFF part) of a phone: a place in degrees, and when. */
export function aGpsTiff({ latitude = [28, 27, 33.5], longitude = [119, 55, 22.25], refs = ['N', 'E'], little = true }: { latitude?: number[]; longitude?: number[]; refs?: [string, string] | string[]; little?: boolean } = {}): Buffer {
  const u16 = (n: number): Buffer => (little ? be16(n).reverse() : be16(n))
  const u32 = (n: number): Buffer => (little ? le32(n) : be32(n))
  const entry = (tag: number, type: number, count: number, value: Buffer): Buffer => Buffer.concat([u16(tag), u16(type), u32(count), value, Buffer.alloc(4 - value.length)])
  const rational = (values: number[]): Buffer => Buffer.concat(values.flatMap((value) => [u32(Math.round(value * 10000)), u32(10000)]))
  const directory = (entries: Buffer[]): Buffer => Buffer.concat([u16(entries.length), ...entries, u32(0)])
  const ifd0At = 8
  const gpsAt = ifd0At + 2 + 2 * 12 + 4
  const exifAt = gpsAt + 2 + 4 * 12 + 4
  const dataAt = exifAt + 2 + 12 + 4
  return Buffer.concat([
    Buffer.from(little ? 'II' : 'MM'), u16(42), u32(ifd0At),
    directory([entry(0x8769, 4, 1, u32(exifAt)), entry(0x8825, 4, 1, u32(gpsAt))]),
    directory([entry(1, 2, 2, Buffer.from(`${refs[0] ?? ''}\0`)), entry(2, 5, 3, u32(dataAt)), entry(3, 2, 2, Buffer.from(`${refs[1] ?? ''}\0`)), entry(4, 5, 3, u32(dataAt + 24))]),
    directory([entry(0x9003, 2, 20, u32(dataAt + 48))]),
    rational(latitude), rational(longitude), Buffer.from('2026:11:20 09:30:00\0'),
  ])
}

/** The smallest JPEG in form that carries this EXIF. */
export function aJpegWith(tiff: Buffer): Buffer {
  return Buffer.concat([Buffer.from([0xff, 0xd8]), segment(0xe1, Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), tiff])), segment(0xdb, Buffer.alloc(65, 1)), segment(0xc0, Buffer.from([8, 0, 1, 0, 1, 1, 1, 0x11, 0])), segment(0xda, Buffer.from([1, 1, 0, 0, 63, 0])), Buffer.from([1, 2, 3, 0xff, 0xd9])])
}
