import { createHash, randomBytes } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { CHUNK_BYTES } from '#shared/contract/bytes.ts'
import type { Attachment } from '#shared/domain/record.ts'
import type { FileId, SubjectId } from '#shared/kernel/ids.ts'
import { toInstant } from '#shared/kernel/time.ts'
import { PIECE_BYTES, pieceCount } from '#shared/sync/files.ts'
import { PROTOCOL_VERSION as protocol } from '#shared/sync/protocol.ts'
import { createCode } from '../../src-server/services/enrolment-code.ts'
import { someVisitFacts } from '../factories/documents.ts'
import { aJpeg, aPdf } from '../factories/pictures.ts'
import { aVisit, newId } from '../server/support/documents.ts'
import { openCluster, openTestCounty, offices, type TestCluster, type TestCounty } from '../server/support/test-county.ts'
import { enrolledDevice, item, type TestDevice } from '../server/support/test-device.ts'
import { createFaultyLine, type Line } from './faulty-line.ts'
import { type OfficeAtLine, officeAtLine, value } from './office-at-line.ts'

let cluster: TestCluster
let county: TestCounty
let line: Line
let office: OfficeAtLine
let subjectId: SubjectId

beforeAll(async () => {
  cluster = await openCluster()
  county = await openTestCounty(cluster)
  line = await createFaultyLine(county.url.replace(/\/$/, ''))
  office = await officeAtLine(county.clock.now)
  subjectId = (await office.subject()).id as SubjectId
  await value(office.client().enrolment.enrol({ address: line.url, code: (await createCode(county.county.county, offices.nanming, 'test'))!.code }))
  await sync()
})
afterAll(async () => {
  await office.close()
  await line.close()
  await county.close()
  await cluster.close()
})
beforeEach(() => void (line.calls.length = 0))
afterEach(() => line.cut(null))

const hash = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')
/** Records first, then one round of files: the one that follows the exchange, or one of its own. */
const sync = () => value(office.client().sync.now({}))
const round = () => office.client().syncFiles.now({})
const codeOf = (answer: { ok: true } | { ok: false; error: { code: string } }): string => (answer.ok ? 'ok' : answer.error.code)
const calls = (name: string): number => line.calls.filter((one) => one === name).length

/** No marker of a JPEG is in it. */
const aScan = (length: number): Buffer => Buffer.from(randomBytes(length).map((byte) => byte & 0x7f))

async function gather(content: Buffer, name: string): Promise<string> {
  const { handle } = await value(office.client().bytes.begin({ name, size: content.length }))
  for (let at = 0; at < content.length; at += CHUNK_BYTES) await value(office.client().bytes.append({ handle, base64: content.subarray(at, at + CHUNK_BYTES).toString('base64') }))
  return handle
}
/** A visit with one file, and its small picture where there is one. */
async function visitWith(content: Buffer, { name = 'a.pdf', small = false } = {}): Promise<Attachment> {
  const kept = await value(office.client().bytes.keep({ handle: await gather(content, name), thumbnail: small ? await gather(aJpeg(), 'small.jpg') : null }))
  office.clock.now += 1000
  await value(office.client().record.log({ record: someVisitFacts({ subjectId, occurredAt: toInstant(office.clock.now - 600_000), participants: [], attachments: [kept] }), draftId: null }))
  return kept
}
/** The hash of a file as the desk reads it, or why it does not. */
async function read(fileId: FileId): Promise<string> {
  const parts: Buffer[] = []
  for (let at = 0, total = 1; at < total; at += parts.at(-1)?.length || total) {
    const part = await office.client().bytes.read({ fileId, offset: at })
    if (!part.ok) return part.error.code
    parts.push(Buffer.from(part.value.base64, 'base64'))
    total = part.value.total
  }
  return hash(Buffer.concat(parts))
}
const listed = async (fileId: FileId) => (await value(office.client().bytes.ofSubject({ subjectId }))).find((one) => one.fileId === fileId)
const atCounty = (fileId: string) => county.sql('select part, whole_at is not null as whole from files join file_contents on id = content_id where file_id = $1 order by part', [fileId])

describe('files of an office at its county', () => {
  it.each([false, true])('[FS1] [FS3] after the records, small pictures first; cut at every piece it goes on at the piece (answer lost: %s)', async (lose) => {
    const photo = await visitWith(aJpeg({ scan: aScan(2 * PIECE_BYTES) }), { name: 'a.jpg', small: true })
    const pdf = await visitWith(aPdf(2 * PIECE_BYTES + 5))
    line.cut({ name: 'file.put', after: 0, lose })
    await sync()
    const pieces = pieceCount(photo.size) + pieceCount(pdf.size)
    for (let rounds = 0; codeOf(await round()) !== 'ok'; rounds++) {
      const there = await atCounty(photo.fileId)
      // Whatever has come of the photo, its small picture came before.
      if (there.length > 0) expect(there[0]).toMatchObject({ part: 'small', whole: true })
      expect((await listed(pdf.fileId))?.state).toBe('waiting')
      expect(rounds).toBeLessThan(4 * pieces)
      line.cut({ name: 'file.put', after: 1, lose })
    }
    expect(line.calls.indexOf('sync.push')).toBeLessThan(line.calls.indexOf('file.put'))
    expect(calls('file.put')).toBe(pieces + 1)
    expect(await atCounty(photo.fileId)).toEqual([{ part: 'small', whole: true }, { part: 'whole', whole: true }])
    expect(await value(office.client().syncFiles.status({}))).toMatchObject({ waiting: 0, bytes: 0, problem: '', running: false })
    expect(await listed(photo.fileId)).toMatchObject({ state: 'settled' })
  })

  it('[FS7] the county’s disk is full: the records are there, the file waits with a sentence, and goes later', async () => {
    await county.sql(`create function full_disk() returns trigger language plpgsql as $$ begin raise exception 'full' using errcode = '53100'; end $$`)
    await county.sql('create trigger full_disk before insert on file_pieces for each row execute function full_disk()')
    const pdf = await visitWith(aPdf(1000))
    expect((await sync()).waiting).toBe(0)
    expect(codeOf(await round())).toBe('FILE_COUNTY_FULL')
    expect(await value(office.client().syncFiles.status({}))).toMatchObject({ waiting: 1, bytes: pdf.size, problem: expect.stringContaining('县局服务器的磁盘满了') })
    await county.sql('drop trigger full_disk on file_pieces')
    expect(await value(round())).toMatchObject({ waiting: 0, problem: '' })
  })

  it('[FS11] paused, nothing of a file goes out and records do; let go, it goes', async () => {
    await value(office.client().syncFiles.setPace({ kilobytesPerSecond: null, paused: true }))
    const pdf = await visitWith(aPdf(1000))
    await sync()
    await value(round())
    expect(line.calls.filter((name) => name.startsWith('file.'))).toEqual([])
    expect(await value(office.client().syncFiles.status({}))).toMatchObject({ waiting: 1, paused: true })
    await value(office.client().syncFiles.setPace({ kilobytesPerSecond: 100_000, paused: false }))
    await value(round())
    expect(await atCounty(pdf.fileId)).toHaveLength(1)
    expect(await value(office.client().syncFiles.status({}))).toMatchObject({ waiting: 0, kilobytesPerSecond: 100_000 })
  })

  it('[FS14] a county that was put back and has lost files is given them again, without anybody asking', async () => {
    const pdf = await visitWith(aPdf(5000))
    await sync()
    await value(round())
    await county.sql('truncate files, file_pieces, file_contents')
    await value(round())
    expect(await atCounty(pdf.fileId)).toHaveLength(0)
    await county.sql("update county set epoch = 'later1'")
    // An exchange that had begun before may still be told the former epoch.
    await expect.poll(async () => (await sync(), await value(round()), atCounty(pdf.fileId)), { timeout: 30_000 }).toEqual([{ part: 'whole', whole: true }])
  })
})

describe('files of another PC of the office', () => {
  let device: TestDevice
  beforeAll(async () => void (device = await enrolledDevice(county, offices.nanming)))

  async function theirs(content: Buffer): Promise<Attachment> {
    const file = { fileId: newId() as FileId, name: 'b.jpg', mime: 'image/jpeg', size: content.length, sha256: hash(content) } as const
    device.target.now = () => county.clock.now
    await device.send([item('records', aVisit({ subjectId, attachments: [file] }))])
    return file
  }
  async function put(file: Attachment, content: Buffer, part: 'small' | 'whole' = 'whole'): Promise<void> {
    for (let place = 0; place < pieceCount(content.length); place++) {
      const piece = content.subarray(place * PIECE_BYTES, (place + 1) * PIECE_BYTES)
      await value(device.client.file.put({ protocol, fileId: file.fileId, part, size: content.length, sha256: hash(content), place, piece: piece.toString('base64'), pieceSha256: hash(piece) }))
    }
  }

  it('[FS10] its facts are here at once, its small picture soon, its bytes when somebody opens it, and only once', async () => {
    const content = aJpeg({ scan: aScan(3 * PIECE_BYTES) })
    const file = await theirs(content)
    await sync()
    await value(round())
    expect(await listed(file.fileId)).toMatchObject({ state: 'away', hasThumbnail: false, name: 'b.jpg' })
    expect(await read(file.fileId)).toBe('FILE_NOT_AT_COUNTY')
    const small = aJpeg()
    await put(file, small, 'small')
    await value(round())
    expect(await value(office.client().bytes.thumbnail({ fileId: file.fileId }))).toMatchObject({ base64: small.toString('base64') })
    await put(file, content)
    line.cut({ name: 'file.get', after: 2, lose: false })
    expect(await read(file.fileId)).toBe('FILE_AWAY')
    line.cut(null)
    line.calls.length = 0
    expect(await read(file.fileId)).toBe(hash(content))
    // Two pieces had come before the line was cut.
    expect(calls('file.get')).toBe(pieceCount(content.length) - 2)
    line.calls.length = 0
    expect(await read(file.fileId)).toBe(hash(content))
    expect(calls('file.get')).toBe(0)
    expect(await listed(file.fileId)).toMatchObject({ state: 'settled' })
  })

  it('[FS10] bytes that were damaged on this disk are fetched from the county', async () => {
    const content = aPdf(70_000)
    const { fileId } = await visitWith(content)
    await sync()
    await value(round())
    const path = join(office.dataDir, 'files', fileId)
    const sealed = await readFile(path)
    await writeFile(path, sealed.fill(0, 100, 200))
    expect(await read(fileId)).toBe(hash(content))
    line.calls.length = 0
    expect(await read(fileId)).toBe(hash(content))
    expect(calls('file.get')).toBe(0)
  })
})
