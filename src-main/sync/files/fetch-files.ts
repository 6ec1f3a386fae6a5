import { fail, ok, type Result } from '#shared/kernel/result.ts'
import { FileId } from '#shared/kernel/ids.ts'
import { type FilePart, pieceCount, pieceLength } from '#shared/sync/files.ts'
import { PROTOCOL_VERSION } from '#shared/sync/protocol.ts'
import type { Office } from '../../host/office.ts'
import { newFileKey } from '../../services/files/file-key.ts'
import { sniff } from '../../services/files/sniff.ts'
import { storeFile, sweepOnce } from '../../services/files/vault.ts'
import type { StoredFile } from '../../store/documents.ts'
import { sha256Hex } from '../signatures.ts'
import { type FileBook, keepBook } from './file-book.ts'
import { asFileProblem, askStandings, createPacer, type FileProblem, type FileWork } from './file-work.ts'

export type FetchProblem = FileProblem | 'FILE_NOT_AT_COUNTY' | 'FILE_ALTERED'
/** Pieces that came before the line was cut, by file and part; kept while the program runs. */
export type Fetched = Map<string, Map<number, Buffer>>

/** Fetches the small pictures of files that other PCs of the office have kept. Those that are not at the county yet stay in the book. */
export async function fetchSmallPictures(work: FileWork, book: FileBook, fetched: Fetched): Promise<{ book: FileBook; outcome: Result<null, FileProblem> }> {
  const asked = await askStandings(work, book.wanted)
  if (!asked.ok) return { book, outcome: asked }
  const pacer = createPacer(work.office, work.signal)
  const settled = new Set<string>()
  const close = async (): Promise<FileBook> => {
    const next = { ...book, wanted: book.wanted.filter((id) => !settled.has(id)) }
    if (settled.size > 0) await keepBook(work.office, next)
    return next
  }
  for (const { fileId, small, whole } of asked.value.values()) {
    if (await pacer.paused()) break
    // A file that came whole without one, a PDF for instance, will never have one.
    if (!small.done && whole.done) settled.add(fileId)
    if (!small.done) continue
    const got = await fetchPart(work, { fileId, part: 'small', size: small.size }, fetched)
    if (!got.ok && got.error.code !== 'FILE_NOT_AT_COUNTY' && got.error.code !== 'FILE_ALTERED') return { book: await close(), outcome: { ok: false, error: got.error } }
    if (got.ok) await keepSmall(work.office, fileId, got.value)
    settled.add(fileId)
    await pacer.sent(small.size)
  }
  return { book: await close(), outcome: ok(null) }
}

/** Fetches a whole file that is not here, or whose bytes here were damaged, and keeps it. Safe to be killed at any point. */
export async function fetchWhole(work: FileWork, file: StoredFile, fetched: Fetched): Promise<Result<null, FetchProblem>> {
  const got = await fetchPart(work, { fileId: file.fileId, part: 'whole', size: file.size }, fetched)
  if (!got.ok) return got
  if (sha256Hex(got.value) !== file.sha256) return fail('FILE_ALTERED')
  await sweepOnce(work.office)
  const row = await work.office.data.files.findOne(file.id).exec()
  if (!row) return fail('FILE_NOT_AT_COUNTY')
  const { key = newFileKey() } = row.toMutableJSON()
  await storeFile(work.office, { id: file.id, key }, got.value)
  await row.incrementalPatch({ key, away: false })
  return ok(null)
}

async function fetchPart({ county, tell }: FileWork, { fileId, part, size }: { fileId: StoredFile['fileId']; part: FilePart; size: number }, fetched: Fetched): Promise<Result<Buffer, FetchProblem>> {
  const name = `${part}/${fileId}`
  const pieces = fetched.get(name) ?? new Map<number, Buffer>()
  fetched.set(name, pieces)
  for (let place = 0; place < pieceCount(size); place++) {
    if (pieces.has(place)) continue
    const answer = await county.file.get({ protocol: PROTOCOL_VERSION, fileId, part, place })
    if (!answer.ok) return answer.error.code === 'NOT_AVAILABLE' ? fail('FILE_NOT_AT_COUNTY') : asFileProblem(answer)
    const bytes = Buffer.from(answer.value.piece, 'base64')
    if (answer.value.size !== size || bytes.length !== pieceLength(size, place)) return fail('FILE_ALTERED')
    pieces.set(place, bytes)
    tell({ fileId, part, bytes: 0 })
  }
  fetched.delete(name)
  return ok(Buffer.concat([...pieces].sort(([a], [b]) => a - b).map(([, bytes]) => bytes)))
}

/** What the county hands out was drawn at another desk; only a JPEG is taken, and it is never decoded here. */
export async function keepSmall(office: Office, pictureOf: StoredFile['fileId'], content: Buffer): Promise<void> {
  if (sniff('small.jpg', content) !== 'image/jpeg') return
  const row = await office.data.files.findOne(pictureOf).exec()
  if (!row || row.toMutableJSON().thumbnailId !== undefined) return
  await sweepOnce(office)
  const id = office.newId(FileId)
  const key = newFileKey()
  await storeFile(office, { id, key }, content)
  await office.data.files.insert({ id, fileId: id, key, name: '', mime: 'image/jpeg', size: content.length, sha256: sha256Hex(content), subjectId: null, keptBy: '', keptAt: office.now(), pictureOf })
  await row.incrementalPatch({ thumbnailId: id })
}
