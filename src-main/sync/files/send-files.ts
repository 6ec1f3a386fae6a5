import { ok, type Result } from '#shared/kernel/result.ts'
import { type FilePart, type FileStanding, PIECE_BYTES, piecesToSend } from '#shared/sync/files.ts'
import { PROTOCOL_VERSION } from '#shared/sync/protocol.ts'
import { readStored } from '../../services/files/vault.ts'
import type { StoredFile } from '../../store/documents.ts'
import { sha256Hex } from '../signatures.ts'
import { type FileBook, keepBook } from './file-book.ts'
import { asFileProblem, askStandings, createPacer, type FileProblem, type FileWork } from './file-work.ts'

/** The book is written down once for so many files: the county knows what it has. */
const NOTED = 20
type Pacer = ReturnType<typeof createPacer>
type Sent = 'done' | 'later' | 'unreadable'

/**
 * Sends what the county has not whole: the small pictures of all files first, then the files, the oldest first, each from
 * the first piece that is missing there. Whatever ends it, the next round goes on at that piece. Gives the book as it is
 * then and how many files cannot be read here.
 */
export async function sendFiles(work: FileWork, book: FileBook): Promise<{ book: FileBook; unreadable: number; outcome: Result<null, FileProblem> }> {
  const { office } = work
  const state = { book, unreadable: 0 }
  const asked = await askStandings(work, book.open.map(({ id }) => id))
  if (!asked.ok) return { ...state, outcome: asked }
  const open = book.open.flatMap(({ id }) => asked.value.get(id) ?? [])
  const pacer = createPacer(office, work.signal)
  const done = new Set(open.filter((one) => one.whole.done).map(({ fileId }) => fileId))
  let noted = done.size
  const close = async (): Promise<void> => {
    noted = done.size
    state.book = { ...state.book, open: state.book.open.filter(({ id }) => !done.has(id)) }
    await keepBook(office, state.book)
  }
  const end = async (outcome: Result<null, FileProblem>): ReturnType<typeof sendFiles> => {
    await close()
    return { ...state, outcome }
  }
  for (const part of ['small', 'whole'] as const) {
    for (const standing of open) {
      if (!standing.named || standing[part].done) continue
      if (await pacer.paused()) return end(ok(null))
      const sent = await sendPart(work, { standing, part, pacer })
      if (!sent.ok) return end(sent)
      if (sent.value === 'unreadable') state.unreadable++
      if (sent.value === 'done' && part === 'whole') done.add(standing.fileId)
      if (done.size >= noted + NOTED) await close()
    }
  }
  return end(ok(null))
}

async function sendPart(work: FileWork, { standing, part, pacer }: { standing: FileStanding; part: FilePart; pacer: Pacer }): Promise<Result<Sent, FileProblem>> {
  const row = await rowOf(work, standing.fileId, part)
  if (!row) return ok(part === 'small' ? 'done' : 'later')
  let places = piecesToSend(standing[part], row.size)
  // Once more from the beginning where the county found that the pieces it had were no whole; not for ever.
  for (let again = false; ; again = true) {
    const sent = await sendPieces(work, { row, part, fileId: standing.fileId, places, pacer })
    if (!sent.ok || sent.value !== 'altered') return sent.ok ? ok(sent.value === 'altered' ? 'later' : sent.value) : sent
    if (again) return ok('later')
    places = piecesToSend({ done: false, size: 0, pieces: [] }, row.size)
  }
}

type Pieces = { row: StoredFile; part: FilePart; fileId: StoredFile['fileId']; places: readonly number[]; pacer: Pacer }

async function sendPieces({ office, county, tell }: FileWork, { row, part, fileId, places, pacer }: Pieces): Promise<Result<Sent | 'altered', FileProblem>> {
  for (const place of places) {
    if (await pacer.paused()) return ok('later')
    const bytes = await readStored(office, row, { offset: place * PIECE_BYTES, length: PIECE_BYTES })
    if (!bytes) return ok('unreadable')
    const answer = await county.file.put({
      protocol: PROTOCOL_VERSION, fileId, part, size: row.size, sha256: row.sha256, place, piece: bytes.toString('base64'), pieceSha256: sha256Hex(bytes),
    })
    if (!answer.ok) {
      if (answer.error.code === 'FILE_ALTERED') return ok('altered')
      return answer.error.code === 'FILE_NOT_NAMED' ? ok('later') : asFileProblem(answer)
    }
    tell({ fileId, part, bytes: bytes.length })
    if (answer.value.done) return ok('done')
    await pacer.sent(bytes.length)
  }
  return places.length === 0 ? ok('altered') : ok('later')
}

async function rowOf({ office }: FileWork, fileId: string, part: FilePart): Promise<StoredFile | null> {
  const file = (await office.data.files.findOne(fileId).exec())?.toMutableJSON() ?? null
  if (part === 'whole' || !file) return file
  return file.thumbnailId === undefined ? null : ((await office.data.files.findOne(file.thumbnailId).exec())?.toMutableJSON() ?? null)
}

