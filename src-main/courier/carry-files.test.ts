import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { FileId } from '#shared/kernel/ids.ts'
import { PIECE_BYTES } from '#shared/sync/files.ts'
import { aSubject, newId } from '../../tests/factories/documents.ts'
import { testOffice, type TestOffice } from '../../tests/factories/test-office.ts'
import { newFileKey } from '../services/files/file-key.ts'
import { storeFile } from '../services/files/vault.ts'
import { sha256Hex } from '../sync/signatures.ts'
import { applyStandings, fileEntries, leftAfter, type Loaded, noteCarried, type PictureChoice, waitingFiles } from './carry-files.ts'

let office: TestOffice

beforeAll(async () => void (office = await testOffice()))
afterAll(() => office.close())

/** A kept file of a person, as the desk leaves it. */
async function keep(size: number, over: object = {}): Promise<FileId> {
  const [fileId, key, content] = [newId(FileId), newFileKey(), randomBytes(size)]
  const whole = office.office()
  await storeFile(whole, { id: fileId, key }, content)
  await whole.data.files.insert({ id: fileId, fileId, key, name: 'a.pdf', mime: 'application/pdf', size, sha256: sha256Hex(content), subjectId: aSubject().id, keptBy: '', keptAt: whole.now(), ...over })
  return fileId
}
async function load(room: number, choice: PictureChoice = 'all') {
  const waiting = await waitingFiles(office.office(), 'e1')
  const loaded: Loaded = { pieces: new Map(), bytes: 0, unfit: false }
  const given: string[] = []
  for await (const { fileId, part, place } of fileEntries(office.office(), waiting, { choice, room, loaded })) given.push(`${part} ${fileId} ${place}`)
  await noteCarried(office.office(), loaded)
  return { given, left: leftAfter(waiting, loaded, choice) }
}

it('[FS13] on a small stick as many pieces go as fit, small pictures first; the next stick has the rest; the county’s answer sets it right', async () => {
  const pdf = await keep(3 * PIECE_BYTES)
  const photo = newId(FileId)
  const thumbnailId = await keep(500, { mime: 'image/jpeg', subjectId: null, pictureOf: photo })
  const row = (await office.office().data.files.findOne(await keep(PIECE_BYTES)).exec(true)).toMutableJSON()
  await (await office.office().data.files.findOne(row.id).exec(true)).incrementalPatch({ thumbnailId })
  expect(await load(2.5 * PIECE_BYTES)).toEqual({ given: [`small ${row.fileId} 0`, `whole ${pdf} 0`, `whole ${pdf} 1`], left: 2 })
  expect(await load(100 * PIECE_BYTES)).toEqual({ given: [`whole ${pdf} 2`, `whole ${row.fileId} 0`], left: 0 })
  expect(await load(100 * PIECE_BYTES)).toEqual({ given: [], left: 0 })
  const nothing = { done: false, size: 0, pieces: [] }
  // One stick never came: the county has the small picture and a piece of the PDF.
  await applyStandings(office.office(), [
    { fileId: pdf, named: true, small: nothing, whole: { done: false, size: 3 * PIECE_BYTES, pieces: [1] } },
    { fileId: row.fileId, named: true, small: { done: true, size: 500, pieces: [] }, whole: nothing },
  ])
  expect((await load(100 * PIECE_BYTES)).given).toEqual([`whole ${pdf} 0`, `whole ${pdf} 2`, `whole ${row.fileId} 0`])
  await applyStandings(office.office(), [{ fileId: pdf, named: true, small: nothing, whole: { done: true, size: 3 * PIECE_BYTES, pieces: [] } }])
  expect((await waitingFiles(office.office(), 'e1')).open.map((one) => one.row.fileId)).toEqual([row.fileId])
  expect(await load(100 * PIECE_BYTES, 'none')).toEqual({ given: [], left: 0 })
})
