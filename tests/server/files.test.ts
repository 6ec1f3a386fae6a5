import { createHash, randomBytes } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { FileId } from '#shared/kernel/ids.ts'
import { PIECE_BYTES, pieceCount } from '#shared/sync/files.ts'
import { PROTOCOL_VERSION as protocol } from '#shared/sync/protocol.ts'
import { takePiece } from '../../src-server/services/files/take-piece.ts'
import { logInTo, type TestConsole } from './support/test-console.ts'
import { aSubject, aVisit, newId } from './support/documents.ts'
import { openCluster, openTestCounty, offices, type TestCluster, type TestCounty } from './support/test-county.ts'
import { enrolledDevice, item, type TestDevice } from './support/test-device.ts'

let cluster: TestCluster
let test: TestCounty
let device: TestDevice
let other: TestDevice

// One county for all of them: what a test leaves behind are records that nobody asks about.
beforeAll(async () => {
  cluster = await openCluster()
  test = await openTestCounty(cluster)
  device = await enrolledDevice(test, offices.nanming)
  other = await enrolledDevice(test, offices.wanxiang)
})
afterAll(async () => {
  await test.close()
  await cluster.close()
})
beforeEach(async () => void (await test.sql('truncate files, file_pieces, file_contents')))

type File = { fileId: FileId; bytes: Buffer; sha256: string; size: number }
const hash = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')
const aFile = (size = 2 * PIECE_BYTES + 100, bytes = randomBytes(size)): File => ({ fileId: newId() as FileId, bytes, sha256: hash(bytes), size: bytes.length })
const attached = ({ fileId, size, sha256 }: File) => ({ fileId, name: '走访.jpg', mime: 'image/jpeg', size, sha256 })
async function record(file: File, from = device, over = {}): Promise<string> {
  const visit = aVisit({ attachments: [attached(file)], ...over })
  await from.send([item('records', visit)])
  return visit.id
}
const cut = (file: File, place: number): Buffer => file.bytes.subarray(place * PIECE_BYTES, (place + 1) * PIECE_BYTES)
const put = (file: File, place: number, over: object = {}, from = device) => {
  const piece = cut(file, place)
  return from.client.file.put({ protocol, fileId: file.fileId, part: 'whole', size: file.size, sha256: file.sha256, place, piece: piece.toString('base64'), pieceSha256: hash(piece), ...over })
}
const codeOf = (answer: { ok: true } | { ok: false; error: { code: string } }): string => (answer.ok ? 'ok' : answer.error.code)
async function putAll(file: File, from = device): Promise<void> {
  for (let place = 0; place < pieceCount(file.size); place++) expect(codeOf(await put(file, place, {}, from))).toBe('ok')
}
async function standing(file: File, from = device) {
  const answer = await from.client.file.standing({ protocol, fileIds: [file.fileId] })
  return answer.ok ? answer.value.files[0] : answer.error
}
async function fetchAll(file: File, from = device): Promise<string> {
  const parts: Buffer[] = []
  for (let place = 0; place < pieceCount(file.size); place++) {
    const answer = await from.client.file.get({ protocol, fileId: file.fileId, part: 'whole', place })
    if (!answer.ok) return answer.error.code
    parts.push(Buffer.from(answer.value.piece, 'base64'))
  }
  return hash(Buffer.concat(parts))
}

describe('files at the county', () => {
  it('[FS2] nothing is taken that no document names, and another office’s document names nothing for this one', async () => {
    const file = aFile()
    expect(codeOf(await put(file, 0))).toBe('FILE_NOT_NAMED')
    await record(file, other)
    expect(codeOf(await put(file, 0))).toBe('FILE_NOT_NAMED')
    expect(await standing(file)).toMatchObject({ named: false })
    await putAll(file, other)
    expect(await fetchAll(file)).toBe('NOT_AVAILABLE')
    expect(await fetchAll(file, other)).toBe(file.sha256)
  })

  it('[FS3] pieces in any order, each as often as one likes; what is there is told, and the last one makes it whole', async () => {
    const file = aFile(4 * PIECE_BYTES)
    await record(file)
    for (const place of [3, 1, 1]) expect(await put(file, place)).toMatchObject({ ok: true, value: { done: false } })
    expect(await standing(file)).toMatchObject({ named: true, whole: { done: false, size: file.size, pieces: [1, 3] } })
    expect(await fetchAll(file)).toBe('NOT_AVAILABLE')
    await put(file, 0)
    expect(await put(file, 2)).toMatchObject({ ok: true, value: { done: true } })
    expect(await put(file, 2)).toMatchObject({ ok: true, value: { done: true } })
    expect(await fetchAll(file)).toBe(file.sha256)
    expect(await test.sql('select 1 from file_pieces')).toHaveLength(4)
  })

  it('[FS4] an altered piece, a piece of another length, another hash than the record’s: refused; pieces that are no whole are dropped', async () => {
    const file = aFile()
    await record(file)
    expect(codeOf(await put(file, 0, { pieceSha256: hash(Buffer.from('x')) }))).toBe('FILE_ALTERED')
    expect(codeOf(await put(file, 2, { piece: cut(file, 0).toString('base64'), pieceSha256: hash(cut(file, 0)) }))).toBe('FILE_ALTERED')
    const lie = randomBytes(PIECE_BYTES)
    expect(codeOf(await put(file, 0, { sha256: hash(lie) }))).toBe('FILE_ALTERED')
    expect(codeOf(await put(file, 0, { size: file.size + 1 }))).toBe('FILE_ALTERED')
    expect(await test.sql('select 1 from file_pieces')).toHaveLength(0)
    // A piece that lies well about itself, until all of them are there.
    for (const place of [1, 2]) await put(file, place)
    expect(codeOf(await put(file, 0, { piece: lie.toString('base64'), pieceSha256: hash(lie) }))).toBe('FILE_ALTERED')
    expect(await standing(file)).toMatchObject({ whole: { done: false, pieces: [] } })
    await putAll(file)
    expect(await fetchAll(file)).toBe(file.sha256)
  })

  it('[FS5] bytes lie sealed, each content under its own key; a changed or moved piece is no content', async () => {
    const file = aFile(2 * PIECE_BYTES, Buffer.alloc(2 * PIECE_BYTES, '个人隐私 '))
    await record(file)
    await putAll(file)
    const [first, second] = (await test.sql('select sealed from file_pieces order by place')).map((row) => row['sealed'] as Buffer)
    expect(Buffer.concat([first!, second!]).includes('个人隐私')).toBe(false)
    await test.sql('update file_pieces set sealed = $1 where place = 1', [first])
    expect(codeOf(await device.client.file.get({ protocol, fileId: file.fileId, part: 'whole', place: 1 }))).toBe('NOT_AVAILABLE')
    await test.sql('update file_pieces set sealed = overlay(sealed placing $1 from 40) where place = 0', [Buffer.from([first![39]! ^ 1])])
    expect(codeOf(await device.client.file.get({ protocol, fileId: file.fileId, part: 'whole', place: 0 }))).toBe('NOT_AVAILABLE')
  })

  it('[FS6] the same content of one office is kept once, of two offices twice', async () => {
    const file = aFile()
    const twin = { ...file, fileId: newId() as FileId }
    await record(file)
    await putAll(file)
    await record(twin)
    expect(await put(twin, 0)).toMatchObject({ ok: true, value: { done: true } })
    expect(await fetchAll(twin)).toBe(file.sha256)
    const third = { ...file, fileId: newId() as FileId }
    await record(third, other)
    // Whoever knows a hash alone gets nothing by it.
    expect(await fetchAll(third, other)).toBe('NOT_AVAILABLE')
    expect(await put(third, 0, {}, other)).toMatchObject({ ok: true, value: { done: false } })
    expect(await test.sql('select 1 from file_contents')).toHaveLength(2)
  })

  it('[FS7] beyond the quota nothing new is begun, what was begun goes on, records are taken', async () => {
    const { county } = test.county
    const [file, next] = [aFile(), aFile()]
    await record(file)
    await record(next)
    const row = await county.db.selectFrom('devices').selectAll().where('id', '=', device.id).executeTakeFirstOrThrow()
    const give = (one: File, place: number) => takePiece(county, row, { ...one, part: 'whole', place, bytes: cut(one, place), pieceSha256: hash(cut(one, place)) }, { quota: file.size + 10 })
    expect(codeOf(await give(file, 0))).toBe('ok')
    expect(codeOf(await give(next, 0))).toBe('FILE_QUOTA')
    expect(codeOf(await give(file, 1))).toBe('ok')
    await record(aFile())
  })

  it('[FS8] a document that moved office takes its file along: the new one reads it, the old one still brings what it owes', async () => {
    const file = aFile()
    const id = await record(file)
    await put(file, 0)
    await test.sql('update documents set office_id = $1 where id = $2', [offices.wanxiang, id])
    for (const place of [1, 2]) expect(codeOf(await put(file, place))).toBe('ok')
    expect(await fetchAll(file, other)).toBe(file.sha256)
    expect(await fetchAll(file)).toBe('NOT_AVAILABLE')
  })

  it('[FS2] a volunteer’s own device brings the files of what he wrote, and reads no file that he does not see', async () => {
    const own = await enrolledDevice(test, offices.nanming)
    const [written, seen] = [aFile(300), aFile(300)]
    await record(written, own)
    await record(seen)
    await putAll(seen)
    await test.sql('update devices set person_id = $1 where id = $2', [newId(), own.id])
    expect(codeOf(await put(written, 0, {}, own))).toBe('ok')
    expect(await fetchAll(written)).toBe(written.sha256)
    expect(await standing(seen, own)).toMatchObject({ named: false })
    expect(codeOf(await put(seen, 0, {}, own))).toBe('FILE_NOT_NAMED')
    expect(await fetchAll(seen, own)).toBe('NOT_AVAILABLE')
  })

  it('[FS2] [FS8] a file of a step of a procedure is named by it', async () => {
    const file = aFile(500)
    await test.sql(`insert into documents (collection, id, office_id, revision, received_at, document) values ('procedures', $1, $2, 1, now(), $3)`, [newId(), offices.nanming, JSON.stringify({ steps: [{ attachments: [] }, { attachments: [attached(file)] }] })])
    await putAll(file)
    expect(await fetchAll(file)).toBe(file.sha256)
  })
})

describe('files at the console', () => {
  let desk: TestConsole
  beforeAll(async () => void (desk = await logInTo(test)))
  const audited = async () => (await test.sql("select object from county_audit where operation = 'file.open'")).map((row) => row['object'])

  it('[FS9] a record’s files with what has come of them; opening one is written down first; a ticket is one session’s for ten minutes', async () => {
    const file = aFile()
    const small = { ...file, bytes: Buffer.from('small'), size: 5, sha256: hash(Buffer.from('small')) }
    const id = await record(file) as never
    const { fileId } = file
    const state = async () => (await desk.file.of({ id })).ok && (await desk.file.of({ id }) as { value: unknown[] }).value
    expect(await state()).toMatchObject([{ fileId, state: 'none', small: false }])
    await put(small, 0, { part: 'small' })
    await put(file, 0)
    expect(await state()).toMatchObject([{ state: 'part', small: true }])
    expect(await desk.file.small({ id, fileId })).toMatchObject({ value: { base64: small.bytes.toString('base64') } })
    expect(codeOf(await desk.file.open({ id, fileId }))).toBe('NOT_AVAILABLE')
    await putAll(file)
    const before = (await audited()).length
    const opened = await desk.file.open({ id, fileId })
    if (!opened.ok) throw new Error(opened.error.code)
    expect((await audited()).slice(before)).toEqual([`${String(id)}/${fileId}`])
    const { ticket, pieces } = opened.value
    const parts: Buffer[] = []
    for (let place = 0; place < pieces; place++) {
      const part = await desk.file.read({ ticket, place })
      if (part.ok) parts.push(Buffer.from(part.value.base64, 'base64'))
    }
    expect(hash(Buffer.concat(parts))).toBe(file.sha256)
    expect(codeOf(await (await logInTo(test)).file.read({ ticket, place: 0 }))).toBe('HANDLE_EXPIRED')
    expect(codeOf(await desk.file.read({ ticket: ticket.replace(/^\d+/, '999'), place: 0 }))).toBe('HANDLE_EXPIRED')
    test.clock.now += 10 * 60_000 + 1
    expect(codeOf(await desk.file.read({ ticket, place: 0 }))).toBe('HANDLE_EXPIRED')
    expect(codeOf(await desk.file.open({ id: newId() as never, fileId }))).toBe('NOT_AVAILABLE')
  })

  it('[FS9] files of a sealed person are not there for the console, and still there for his office', async () => {
    const file = aFile(300)
    const subject = aSubject()
    await device.send([item('subjects', subject)])
    const id = await record(file, device, { subjectId: subject.id }) as never
    await putAll(file)
    expect(codeOf(await desk.file.open({ id, fileId: file.fileId }))).toBe('ok')
    await test.sql(`update documents set document = document || '{"sealed": {"at": "2026-11-22"}}' where id = $1`, [subject.id])
    expect(await desk.file.of({ id })).toMatchObject({ ok: true, value: [] })
    expect(codeOf(await desk.file.open({ id, fileId: file.fileId }))).toBe('NOT_AVAILABLE')
    expect(await fetchAll(file)).toBe(file.sha256)
  })
})
