import { createHash } from 'node:crypto'
import { readdir, readFile, truncate, writeFile, appendFile, unlink, copyFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { CHUNK_BYTES } from '#shared/contract/bytes.ts'
import type { Person } from '#shared/domain/person.ts'
import type { Attachment } from '#shared/domain/record.ts'
import type { Subject } from '#shared/domain/subject.ts'
import { FileId } from '#shared/kernel/ids.ts'
import type { Result } from '#shared/kernel/result.ts'
import { AT, aGroup, aMemberFrom, aSubject, someVisitFacts } from '../../tests/factories/documents.ts'
import { aGpsTiff, aJpeg, aJpegWith, aPdf, aPng, PLACE } from '../../tests/factories/pictures.ts'
import { testOffice, type TestOffice } from '../../tests/factories/test-office.ts'
import { sealFile } from './files/sealed-file.ts'
import { readStored } from './files/vault.ts'

let office: TestOffice
let officer: Person
let colleague: Person
let volunteer: Person
let subject: Subject

beforeAll(async () => {
  office = await testOffice()
  officer = await office.hire('officer')
  colleague = await office.hire('officer', { name: '何俊' })
  volunteer = await office.hire('volunteer', { name: '叶青' })
  subject = aSubject()
  await office.office().data.subjects.insert(subject)
  await office.office().data.groups.insert(aGroup({ id: subject.id, members: [aMemberFrom(volunteer)] }))
})
afterAll(async () => {
  expect(office.bugs).toEqual([])
  await office.close()
})

function must<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(`refused: ${result.error.code}`)
  return result.value
}
const codeOf = (result: Result<unknown>): string => (result.ok ? 'ok' : result.error.code)
async function gather(content: Buffer, { name = 'a.jpg', who = officer } = {}): Promise<string> {
  const { handle } = must(await office.desk(who).bytes.begin({ name, size: content.length }))
  for (let at = 0; at < content.length; at += CHUNK_BYTES) must(await office.desk(who).bytes.append({ handle, base64: content.subarray(at, at + CHUNK_BYTES).toString('base64') }))
  return handle
}
const keep = async (content: Buffer, options: { name?: string; who?: Person } = {}): Promise<Attachment> => must(await office.desk(options.who ?? officer).bytes.keep({ handle: await gather(content, options) }))
async function readAll(fileId: Attachment['fileId'], who = officer): Promise<Buffer> {
  const parts: Buffer[] = []
  for (let at = 0, total = 1; at < total; ) {
    const part = must(await office.desk(who).bytes.read({ fileId, offset: at }))
    parts.push(Buffer.from(part.base64, 'base64'))
    at += parts.at(-1)?.length || total
    total = part.total
  }
  return Buffer.concat(parts)
}
const read = async (fileId: Attachment['fileId'], who: Person): Promise<string> => codeOf(await office.desk(who).bytes.read({ fileId, offset: 0 }))
const log = (attachments: Attachment[], who = officer) => office.desk(who).record.log({ record: someVisitFacts({ subjectId: subject.id, attachments }), draftId: null })

describe('files', () => {
  it('[FI1] a handle is its opener’s, has a size, a life and seven brothers', async () => {
    const desk = office.desk(officer).bytes
    expect(codeOf(await desk.begin({ name: 'a.jpg', size: 20 * 1024 * 1024 + 1 }))).toBe('FILE_TOO_LARGE')
    const { handle } = must(await desk.begin({ name: 'a.jpg', size: 4 }))
    expect(codeOf(await office.desk(colleague).bytes.append({ handle, base64: 'AAAA' }))).toBe('HANDLE_EXPIRED')
    expect(codeOf(await desk.keep({ handle }))).toBe('HANDLE_EXPIRED')
    expect(codeOf(await desk.append({ handle, base64: '!!!!' }))).toBe('INVALID_INPUT')
    expect(codeOf(await desk.append({ handle, base64: 'AAAAAAAA' }))).toBe('FILE_TOO_LARGE')
    expect(codeOf(await desk.append({ handle, base64: 'AAAA' }))).toBe('HANDLE_EXPIRED')
    const old = must(await desk.begin({ name: 'a.jpg', size: 3 })).handle
    office.clock.now += 30 * 60_000 + 1
    expect(codeOf(await desk.append({ handle: old, base64: 'AAAA' }))).toBe('HANDLE_EXPIRED')
    const nine: string[] = []
    for (let i = 0; i < 9; i++) {
      office.clock.now += 1
      nine.push(must(await desk.begin({ name: 'a.jpg', size: 3 })).handle)
    }
    const alive: string[] = []
    for (const one of nine) alive.push(codeOf(await desk.append({ handle: one, base64: 'AAAA' })))
    expect(alive).toEqual(['HANDLE_EXPIRED', ...Array<string>(8).fill('ok')])
    office.clock.now = Date.parse(AT)
  })

  it('[FI3] [FI4] a photo is kept without its place, and read as kept', async () => {
    const kept = await keep(aJpeg(), { name: '走访 照片.JPG' })
    const content = await readAll(kept.fileId)
    expect(content.includes(PLACE)).toBe(false)
    expect(kept).toMatchObject({ name: '走访 照片.JPG', mime: 'image/jpeg', size: content.length, sha256: createHash('sha256').update(content).digest('hex') })
    for (const size of [65_535, 65_536, 65_537, CHUNK_BYTES, CHUNK_BYTES + 1, 1_500_000]) {
      const pdf = aPdf(size)
      const { fileId } = await keep(pdf, { name: 'a.pdf' })
      expect((await readAll(fileId)).equals(pdf)).toBe(true)
      for (const offset of [1, 65_535, size - 1, size, size + 10]) {
        const part = must(await office.desk(officer).bytes.read({ fileId, offset }))
        expect(Buffer.from(part.base64, 'base64').equals(pdf.subarray(offset, offset + CHUNK_BYTES)), `${size} from ${offset}`).toBe(true)
      }
    }
  })

  it('[FI5] what somebody did to the file on disk is never shown as content', async () => {
    const pdf = aPdf(200_000)
    const { fileId } = await keep(pdf, { name: 'a.pdf' })
    const path = join(office.dataDir, 'files', fileId)
    const sealed = await readFile(path)
    expect(sealed.includes(pdf.subarray(1000, 1032))).toBe(false)
    const other = join(office.dataDir, 'files', (await keep(aPdf(200_000), { name: 'b.pdf' })).fileId)
    const harms: (() => Promise<void>)[] = [
      () => writeFile(path, Buffer.from(sealed).fill(0, 3, 4)),
      () => writeFile(path, Buffer.concat([sealed.subarray(0, 150_000), Buffer.from([(sealed[150_000] ?? 0) ^ 1]), sealed.subarray(150_001)])),
      () => truncate(path, sealed.length - 1),
      () => truncate(path, 11 + 65_552),
      () => truncate(path, 0),
      () => appendFile(path, 'x'),
      () => copyFile(other, path),
      () => unlink(path),
    ]
    for (const harm of harms) {
      await harm()
      expect(codeOf(await office.desk(officer).bytes.read({ fileId, offset: 0 })), String(harm)).toBe('FILE_DAMAGED')
      await writeFile(path, sealed)
    }
    expect((await readAll(fileId)).equals(pdf)).toBe(true)
  })

  it('[FI6] what a kill leaves is swept, what a document names is not', async () => {
    const { fileId } = await keep(aPdf(), { name: 'a.pdf' })
    const folder = join(office.dataDir, 'files')
    const before = (await readdir(folder)).sort()
    await writeFile(join(folder, '01M7VAX6808A6FYYV88QV0J15N'), 'orphan')
    await writeFile(join(folder, `${fileId}.tmp`), 'half')
    // A small picture whose picture never came to be.
    const alone = await keep(aJpeg(), { name: 'small.jpg' })
    await (await office.office().data.files.findOne(alone.fileId).exec(true)).incrementalPatch({ pictureOf: '01M7VAX6808A6FYYV88QV0J15Q' })
    await office.reopen()
    const next = await Promise.all([keep(aPdf(), { name: 'b.pdf' }), keep(aPdf(), { name: 'c.pdf' })])
    expect((await readdir(folder)).sort()).toEqual([...before, ...next.map((one) => String(one.fileId))].sort())
    for (const one of [fileId, ...next.map((kept) => kept.fileId)]) expect((await readAll(one)).length).toBe(100)
  })

  it('[FI9] every file has a key of its own; one of the first version keeps its bytes, and none hangs on the data key', async () => {
    const { dataDir } = office
    const { data } = office.office()
    const [one, two] = [await keep(aPdf(), { name: 'a.pdf' }), await keep(aPdf(), { name: 'b.pdf' })]
    const keyIn = async (id: string) => (await office.office().data.files.findOne(id).exec(true)).toMutableJSON().key
    expect(Buffer.from((await keyIn(one.fileId)) ?? '', 'base64')).toHaveLength(32)
    expect(await keyIn(one.fileId)).not.toBe(await keyIn(two.fileId))
    const old = { id: String(office.office().newId(FileId)), content: aPdf(100_000) }
    const sealed = sealFile(old.content, { id: old.id, key: office.office().deriveKey(`file/${old.id}`) })
    await writeFile(join(dataDir, 'files', old.id), sealed)
    const { fileId: _, ...facts } = two
    await data.files.insert({ id: old.id, fileId: FileId.parse(old.id), ...facts, size: old.content.length, subjectId: null, keptBy: officer.id, keptAt: AT })
    expect((await readAll(FileId.parse(old.id))).equals(old.content)).toBe(true)
    await office.office().settings.set('file-keys', { allOwn: false })
    await office.reopen()
    expect((await readAll(FileId.parse(old.id))).equals(old.content)).toBe(true)
    expect((await readFile(join(dataDir, 'files', old.id))).equals(sealed)).toBe(true)
    // Under another data key nothing derived from it opens anything; the files do not need it.
    const rotated = { ...office.office(), deriveKey: () => new Uint8Array(32) }
    for (const { id } of await office.office().data.files.find().exec()) {
      const file = (await office.office().data.files.findOne(id).exec(true)).toMutableJSON()
      expect((await readStored(rotated, file, { offset: 0, length: file.size }))?.length).toBe(file.size)
    }
  })

  it('[FI10] the place of a photo is told to staff who may read it, on demand, and is nowhere else', async () => {
    const photo = aJpegWith(aGpsTiff())
    const kept = await keep(photo)
    expect(Object.keys(kept).sort()).toEqual(['fileId', 'mime', 'name', 'sha256', 'size'])
    expect(must(await office.desk(officer).bytes.place({ fileId: kept.fileId }))).toMatchObject({ latitude: 28.459306, takenAt: '2026-11-20 09:30:00' })
    expect(codeOf(await office.desk(colleague).bytes.place({ fileId: kept.fileId }))).toBe('NOT_AVAILABLE')
    expect(codeOf(await office.desk(volunteer).bytes.place({ fileId: kept.fileId }))).toBe('NOT_ALLOWED')
    const entry = must(await log([kept]))
    expect(JSON.stringify(entry)).not.toContain('28.45')
    const listed = must(await office.desk(colleague).bytes.ofSubject({ subjectId: subject.id })).find(({ fileId }) => fileId === kept.fileId)
    expect(listed).toMatchObject({ recordId: entry.record.id, recordKind: 'visit', hasPlace: true, hasThumbnail: false })
    expect(JSON.stringify(listed)).not.toContain('28.45')
  })

  it('[FI11] the small picture that the page drew is kept encrypted beside it, read by the same people, and is never anything but a small JPEG', async () => {
    const small = aJpeg({ scan: Buffer.alloc(300, 7) })
    const desk = office.desk(officer).bytes
    const kept = must(await desk.keep({ handle: await gather(aJpeg()), thumbnail: await gather(small, { name: 'small.jpg' }) }))
    const shown = must(await desk.thumbnail({ fileId: kept.fileId }))
    expect(shown?.mime).toBe('image/jpeg')
    expect(Buffer.from(shown?.base64 ?? '', 'base64').includes(PLACE)).toBe(false)
    expect([codeOf(await office.desk(colleague).bytes.thumbnail({ fileId: kept.fileId })), codeOf(await office.desk(volunteer).bytes.thumbnail({ fileId: kept.fileId }))]).toEqual(['NOT_AVAILABLE', 'NOT_AVAILABLE'])
    const row = (await office.office().data.files.findOne(kept.fileId).exec(true)).toMutableJSON()
    const own = FileId.parse(row.thumbnailId)
    expect(await read(own, officer)).toBe('NOT_AVAILABLE')
    expect(codeOf(await log([{ ...kept, fileId: own }]))).toBe('INVALID_INPUT')
    for (const bad of [aPng(), aPdf(), aJpeg({ scan: Buffer.alloc(70_000, 7) }), Buffer.from('<svg>')]) {
      const one = must(await desk.keep({ handle: await gather(aJpeg()), thumbnail: await gather(bad, { name: 'small.jpg' }) }))
      expect(must(await desk.thumbnail({ fileId: one.fileId }))).toBeNull()
    }
  })

  it('[FI12] the same photo chosen twice is one file until a record carries it', async () => {
    const photo = aJpeg()
    const [one, two] = [await keep(photo), await keep(photo, { name: 'b.jpg' })]
    expect(two).toEqual(one)
    expect((await keep(photo, { who: colleague })).fileId).not.toBe(one.fileId)
    must(await log([one]))
    expect((await keep(photo)).fileId).not.toBe(one.fileId)
  })

  it('[FI13] what nothing names is listed after its grace and removed one by one by the director; nothing while anything is unsent', async () => {
    const director = await office.hire('director', { name: '周正' })
    const desk = office.desk(director).bytes
    const [named, drafted, lost] = [await keep(aPdf(), { name: 'a.pdf' }), await keep(aPdf(), { name: 'b.pdf' }), must(await office.desk(officer).bytes.keep({ handle: await gather(aJpeg()), thumbnail: await gather(aJpeg({ scan: Buffer.alloc(300, 7) }), { name: 'small.jpg' }) }))]
    must(await log([named]))
    must(await office.desk(officer).draft.save({ kind: 'visit', subjectId: subject.id, content: { attachments: [drafted] } }))
    const listed = async () => must(await desk.orphans({})).files.map(({ fileId }) => fileId)
    expect(await listed()).not.toContain(lost.fileId)
    office.clock.now += 31 * 86_400_000
    const all = await listed()
    expect(all).toContain(lost.fileId)
    expect([named.fileId, drafted.fileId].filter((fileId) => all.includes(fileId))).toEqual([])
    expect(codeOf(await desk.removeOrphan({ fileId: lost.fileId }))).toBe('SWEEP_WHILE_UNSENT')
    expect(codeOf(await office.desk(officer).bytes.orphans({}))).toBe('NOT_ALLOWED')
    const { data } = office.office()
    for (const name of ['subjects', 'groups', 'people', 'records'] as const) for (const document of await data[name].find().exec()) await document.incrementalPatch({ receivedAt: office.office().now() })
    expect(codeOf(await desk.removeOrphan({ fileId: named.fileId }))).toBe('NOT_AVAILABLE')
    const thumbnailId = (await data.files.findOne(lost.fileId).exec(true)).toMutableJSON().thumbnailId ?? ''
    must(await desk.removeOrphan({ fileId: lost.fileId }))
    expect(await listed()).not.toContain(lost.fileId)
    const left = await readdir(join(office.dataDir, 'files'))
    expect(left).not.toContain(lost.fileId)
    expect(left).not.toContain(thumbnailId)
    // Crypto-erasure: not even the tombstones in the encrypted database hold the keys.
    const rows = await office.office().log.changesSince({ after: 0, limit: 10_000, collections: ['files'] })
    for (const { id, document } of rows) if (id === lost.fileId || id === thumbnailId) expect(document).toMatchObject({ key: '', name: '' })
    office.clock.now = Date.parse(AT)
  })

  it('[FI2] what is no picture is refused and leaves nothing', async () => {
    const before = await readdir(join(office.dataDir, 'files'))
    for (const content of [Buffer.from('<html>'), Buffer.alloc(0), aPdf(), aJpeg().subarray(0, 500)]) {
      const handle = await gather(content)
      expect(codeOf(await office.desk(officer).bytes.keep({ handle }))).toBe('FILE_TYPE_REFUSED')
    }
    expect(await readdir(join(office.dataDir, 'files'))).toEqual(before)
  })

  it('[FI7] who kept it reads it; with a record, who may read the record', async () => {
    const kept = await keep(aJpeg())
    expect([await read(kept.fileId, officer), await read(kept.fileId, colleague), await read(kept.fileId, volunteer)]).toEqual(['ok', 'NOT_AVAILABLE', 'NOT_AVAILABLE'])
    must(await log([kept]))
    expect([await read(kept.fileId, officer), await read(kept.fileId, colleague), await read(kept.fileId, volunteer)]).toEqual(['ok', 'ok', 'NOT_AVAILABLE'])
    const own = await keep(aJpeg(), { who: volunteer })
    must(await log([own], volunteer))
    expect([await read(own.fileId, volunteer), await read(own.fileId, officer)]).toEqual(['ok', 'ok'])
    await (await office.office().data.groups.findOne(subject.id).exec(true)).incrementalPatch({ members: [] })
    expect(await read(own.fileId, volunteer)).toBe('NOT_AVAILABLE')
  })

  it('[FI8] a file is attached once, by who kept it, with what the store knows of it; a correction carries it on', async () => {
    const kept = await keep(aJpeg())
    expect(codeOf(await log([kept], colleague))).toBe('INVALID_INPUT')
    expect(codeOf(await log([kept, kept]))).toBe('INVALID_INPUT')
    const entry = must(await log([{ ...kept, name: '别的名字.jpg', size: 1, sha256: '0'.repeat(64) }]))
    expect(entry.record).toMatchObject({ attachments: [kept] })
    expect(codeOf(await log([kept]))).toBe('INVALID_INPUT')
    const correct = (attachments: Attachment[]) => office.desk(colleague).record.correct({ recordId: entry.record.id, reason: '补充', record: someVisitFacts({ subjectId: subject.id, attachments }), draftId: null })
    expect(must(await correct([kept])).record).toMatchObject({ attachments: [kept] })
  })

  it('[FI8] a submission that was refused after binding may be tried again', async () => {
    const kept = await keep(aJpeg())
    await (await office.office().data.files.findOne(kept.fileId).exec(true)).incrementalPatch({ subjectId: subject.id })
    expect(await read(kept.fileId, officer)).toBe('ok')
    expect(codeOf(await log([kept]))).toBe('ok')
  })
})
