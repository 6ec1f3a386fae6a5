import { deflateSync } from 'node:zlib'
import type { Attachment } from '#shared/domain/record.ts'
import { must } from './must.ts'
import { type OfficeClient, upload } from './office-client.ts'

const [WIDTH, HEIGHT] = [480, 680]
type Colour = readonly [number, number, number]

/** A scan of an invented paper, or a picture of an invented house: drawn, so that nobody's face or hand is in it. */
export function drawPicture(what: 'paper' | 'house'): Buffer {
  const rows = Array.from({ length: HEIGHT }, (_, y) => Buffer.from([0, ...Array.from({ length: WIDTH }, (__, x) => (what === 'paper' ? paperAt(x, y) : houseAt(x, y))).flat()]))
  const header = Buffer.alloc(13)
  header.writeUInt32BE(WIDTH, 0)
  header.writeUInt32BE(HEIGHT, 4)
  header.set([8, 2, 0, 0, 0], 8)
  return Buffer.concat([Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]), chunk('IHDR', header), chunk('IDAT', deflateSync(Buffer.concat(rows))), chunk('IEND', Buffer.alloc(0))])
}

/** A page with a title, lines of writing and a round seal. */
function paperAt(x: number, y: number): Colour {
  const round = Math.hypot(x - 340, y - 560)
  if (round < 62 && (round > 57 || (Math.abs(y - 560) < 5 && Math.abs(x - 340) < 40))) return [200, 50, 45]
  const inTitle = y > 60 && y < 84 && x > 130 && x < 350 && x % 30 < 22
  const line = Math.floor((y - 130) / 34)
  const inLine = y > 130 && y < 510 && (y - 130) % 34 < 12 && x > (line % 4 === 0 ? 92 : 60) && x < (line % 4 === 3 ? 300 : 420) && x % 18 < 13
  return inTitle || inLine ? [62, 60, 58] : [246, 244, 238]
}

/** A house under hills. */
function houseAt(x: number, y: number): Colour {
  const ridge = 240 + 50 * Math.sin(x / 70) + 20 * Math.sin(x / 23)
  if (y < ridge) return [186 + y / 12, 206 + y / 16, 220]
  const roof = y > 300 && y < 380 && Math.abs(x - 240) < 90 + (y - 300) * 0.9
  if (roof) return [92, 86, 84]
  if (y >= 380 && y < 540 && Math.abs(x - 240) < 140) return Math.abs(x - 240) < 26 && y > 440 ? [110, 72, 48] : [228, 220, 204]
  return y < 380 ? [106, 138, 104] : [150, 142, 120]
}

function chunk(name: string, content: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(name, 'latin1'), content])
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)]
  length.writeUInt32BE(content.length)
  check.writeUInt32BE(crc32(body))
  return Buffer.concat([length, body, check])
}

function crc32(bytes: Buffer): number {
  let crc = 0xffff_ffff
  for (const byte of bytes) {
    crc ^= byte
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb8_8320 : crc >>> 1
  }
  return (crc ^ 0xffff_ffff) >>> 0
}

/** Keeps a drawn picture as a file of the office, through the door by which its screens do. */
export async function keepPicture(client: OfficeClient, what: 'paper' | 'house', name: string): Promise<Attachment> {
  return must('附件', client.bytes.keep({ handle: await upload(client, name, drawPicture(what)) }))
}
