import { createHash, randomBytes } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Attachment } from '#shared/domain/record.ts'
import type { FileId, SubjectId } from '#shared/kernel/ids.ts'
import { toInstant } from '#shared/kernel/time.ts'
import { PIECE_BYTES, pieceCount } from '#shared/sync/files.ts'
import { PROTOCOL_VERSION as protocol } from '#shared/sync/protocol.ts'
import { createCode } from '../../src-server/services/enrolment-code.ts'
import { CHUNK_BYTES } from '#shared/contract/bytes.ts'
import { someVisitFacts } from '../factories/documents.ts'
import { aJpeg, aPdf } from '../factories/pictures.ts'
import { aVisit, newId } from '../server/support/documents.ts'
import { logInTo, type TestConsole } from '../server/support/test-console.ts'
import { offices, openCluster, openTestCounty, startOfTests, type TestCluster, type TestCounty } from '../server/support/test-county.ts'
import { enrolledDevice, item } from '../server/support/test-device.ts'
import { createFaultyLine, type Line } from '../sync/faulty-line.ts'
import { type OfficeAtLine, officeAtLine, value } from '../sync/office-at-line.ts'
import { aStick, bring, fetchDown } from './stick.ts'

let cluster: TestCluster
let county: TestCounty
let office: OfficeAtLine
let page: TestConsole
let line: Line
let subjectId: SubjectId
let deviceId: string
const stick = aStick()

beforeAll(async () => {
  cluster = await openCluster()
  county = await openTestCounty(cluster)
  office = await officeAtLine(startOfTests)
  page = await logInTo(county)
  line = await createFaultyLine(county.url.replace(/\/$/, ''))
  subjectId = (await office.subject()).id as SubjectId
  // Let in by line once; then the line is cut for good.
  await value(office.client().enrolment.enrol({ address: line.url, code: (await createCode(county.county.county, offices.nanming, 'test'))!.code }))
  await value(office.client().sync.now({}))
  line.set('down')
  deviceId = String((await county.sql('select id from devices'))[0]?.['id'])
})
afterAll(async () => {
  await office.close()
  await line.close()
  await county.close()
  await cluster.close()
  stick.remove()
})

/** No marker of a JPEG is in it. */
const aScan = (length: number): Buffer => Buffer.from(randomBytes(length).map((byte) => byte & 0x7f))

async function gather(content: Buffer, name: string): Promise<string> {
  const { handle } = await value(office.client().bytes.begin({ name, size: content.length }))
  for (let at = 0; at < content.length; at += CHUNK_BYTES) await value(office.client().bytes.append({ handle, base64: content.subarray(at, at + CHUNK_BYTES).toString('base64') }))
  return handle
}
async function visitWith(content: Buffer, { name = 'a.pdf', small = false } = {}): Promise<Attachment> {
  const kept = await value(office.client().bytes.keep({ handle: await gather(content, name), thumbnail: small ? await gather(aJpeg(), 'small.jpg') : null }))
  office.clock.now += 1000
  await value(office.client().record.log({ record: someVisitFacts({ subjectId, occurredAt: toInstant(office.clock.now - 600_000), participants: [], attachments: [kept] }), draftId: null }))
  return kept
}
const write = (pictures: 'none' | 'small' | 'all') => value(office.client().courier.export({ folder: stick.folder, pictures }))
async function carry(pictures: 'none' | 'small' | 'all') {
  const exported = await write(pictures)
  county.clock.now = office.clock.now += 60_000
  return { exported, taken: await bring(page, stick.read(exported.fileName)) }
}
async function carryBack() {
  county.clock.now += 60_000
  const made = await value(page.courier.answer({ id: deviceId as never }))
  stick.put(made.fileName, await fetchDown(page, made.fileId))
  return value(office.client().courier.import({ folder: stick.folder, fileName: made.fileName }))
}
const status = async () => (await value(office.client().courier.status({}))).pictures
const atCounty = (fileId: string) => county.sql('select part, whole_at is not null as whole from files join file_contents on id = content_id where file_id = $1 order by part', [fileId])

describe('photos and scans on a stick', () => {
  it('[FS12] sizes are told before; without, small ones, all: what is chosen is carried, once, until the county has answered', async () => {
    const photo = await visitWith(aJpeg({ scan: aScan(2 * PIECE_BYTES) }), { name: 'a.jpg', small: true })
    const small = aJpeg().length
    expect(await status()).toMatchObject({ count: 1, bytes: photo.size, smallBytes: expect.any(Number) })
    expect((await status()).smallBytes).toBeGreaterThan(small / 2)
    expect((await carry('none')).exported).toMatchObject({ batches: 1, fileBytes: 0, filesLeft: 0 })
    expect(await atCounty(photo.fileId)).toEqual([])
    await carry('small')
    expect(await atCounty(photo.fileId)).toEqual([{ part: 'small', whole: true }])
    expect(await status()).toMatchObject({ smallBytes: 0, bytes: photo.size })
    const { exported, taken } = await carry('all')
    expect(exported.fileBytes).toBe(photo.size)
    expect(taken).toMatchObject({ outcome: { files: 1, stopped: null }, sentences: [expect.any(String), expect.stringContaining('附件收全 1 个'), expect.any(String)] })
    expect(await atCounty(photo.fileId)).toEqual([{ part: 'small', whole: true }, { part: 'whole', whole: true }])
    // On its way: not written again, and still waiting until somebody has said that it came.
    expect(await status()).toMatchObject({ count: 0, bytes: 0 })
    expect(await value(office.client().syncFiles.status({}))).toMatchObject({ waiting: 1 })
    await carryBack()
    expect(await value(office.client().syncFiles.status({}))).toMatchObject({ waiting: 0 })
    expect(await bring(page, stick.read(exported.fileName))).toMatchObject({ outcome: { as: 'again' } })
  })

  it('[FS13] a stick with files was lost: the county’s next answer says what is missing, and it is carried again', async () => {
    const pdf = await visitWith(aPdf(3000))
    await write('all')
    expect(await status()).toMatchObject({ count: 0 })
    await carry('none')
    await carryBack()
    expect(await status()).toMatchObject({ count: 1, bytes: pdf.size })
    await carry('all')
    await carryBack()
    expect(await atCounty(pdf.fileId)).toEqual([{ part: 'whole', whole: true }])
    expect(await value(office.client().syncFiles.status({}))).toMatchObject({ waiting: 0 })
  })

  it('[FS12] the small picture of another PC’s photo comes with the answer', async () => {
    const device = await enrolledDevice(county, offices.nanming)
    device.target.now = () => county.clock.now
    const content = aJpeg({ scan: aScan(3000) })
    const hash = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')
    const file = { fileId: newId() as FileId, name: 'c.jpg', mime: 'image/jpeg', size: content.length, sha256: hash(content) }
    await device.send([item('records', aVisit({ subjectId, attachments: [file] }))])
    const small = aJpeg()
    expect(pieceCount(small.length)).toBe(1)
    await value(device.client.file.put({ protocol, fileId: file.fileId, part: 'small', size: small.length, sha256: hash(small), place: 0, piece: small.toString('base64'), pieceSha256: hash(small) }))
    // The record comes with one answer; what of it is wanted is asked by the next file.
    for (let trip = 0; trip < 2; trip++) {
      await carry('none')
      await carryBack()
    }
    expect(await value(office.client().bytes.thumbnail({ fileId: file.fileId }))).toMatchObject({ base64: small.toString('base64') })
  })
})
