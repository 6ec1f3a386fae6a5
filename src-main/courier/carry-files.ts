import { statfs } from 'node:fs/promises'
import { z } from 'zod'
import { FileId } from '#shared/kernel/ids.ts'
import type { AnswerEntry, OutboundEntry } from '#shared/sync/courier/contents.ts'
import { courierCaps } from '#shared/sync/courier/layout.ts'
import { type FileStanding, PIECE_BYTES, pieceCount, piecesToSend } from '#shared/sync/files.ts'
import type { Office } from '../host/office.ts'
import { readStored } from '../services/files/vault.ts'
import type { StoredFile } from '../store/documents.ts'
import { type FileBook, fileBookSetting, keepBook, readBook } from '../sync/files/file-book.ts'
import { keepSmall } from '../sync/files/fetch-files.ts'
import { lookForFiles } from '../sync/files/look-for-files.ts'
import { sha256Hex } from '../sync/signatures.ts'
import { progressSetting } from '../sync/sync-settings.ts'

/** With pictures or without; `small`: the small pictures alone. */
export type PictureChoice = 'none' | 'small' | 'all'
export type FileEntry = Extract<OutboundEntry, { kind: 'file' }>

/** Pieces that lie on sticks which nobody has answered yet. The county's answer sets them right, whatever became of the stick. */
const carriedSetting = { id: 'courier-pieces', schema: z.object({ files: z.array(z.object({ id: FileId, small: z.boolean(), places: z.array(z.int()) })) }) }
type Carried = z.output<typeof carriedSetting.schema>['files']

type Open = { row: StoredFile; small: StoredFile | null; places: readonly number[]; isSmallOut: boolean }
/** What a file written now could carry: pieces that are neither at the county nor on a stick. */
export type Waiting = { book: FileBook; open: Open[]; count: number; smallBytes: number; bytes: number }

/** Looks up what waits, and enters what was kept since. `epoch` is the county's, as it was told when this device was let in. `again`: also what lies on sticks. */
export async function waitingFiles(office: Office, epoch: string, { again = false } = {}): Promise<Waiting> {
  const progress = await office.settings.get(progressSetting.id, progressSetting.schema)
  const book = await lookForFiles(office, await readBook(office, progress?.epoch ?? epoch))
  const carried = new Map((again ? [] : await readCarried(office)).map((one) => [one.id, one]))
  const rows = await office.data.files.findByIds(book.open.map(({ id }) => String(id))).exec()
  const kept = book.open.flatMap(({ id }) => rows.get(id)?.toMutableJSON() ?? [])
  const smalls = await office.data.files.findByIds(kept.flatMap(({ thumbnailId }) => thumbnailId ?? [])).exec()
  const open = kept.map((row): Open => {
    const out = carried.get(row.fileId)
    const places = piecesToSend({ done: false, size: row.size, pieces: out?.places ?? [] }, row.size)
    return { row, small: smalls.get(row.thumbnailId ?? '')?.toMutableJSON() ?? null, isSmallOut: out?.small ?? false, places }
  })
  const sum = (sizes: number[]): number => sizes.reduce((total, size) => total + size, 0)
  const left = open.filter(({ places }) => places.length > 0)
  return { book, open, count: left.length, smallBytes: sum(open.map(({ small, isSmallOut }) => (isSmallOut ? 0 : (small?.size ?? 0)))), bytes: sum(left.map(({ row, places }) => (places.length === pieceCount(row.size) ? row.size : places.length * PIECE_BYTES))) }
}

/** Room for pieces on a stick that takes `others` bytes of something else: never all of it, never more than a file may be. */
export async function roomFor(folder: string, others: number): Promise<number> {
  const disk = await statfs(folder).catch(() => null)
  const free = disk ? disk.bavail * disk.bsize : 0
  return Math.max(0, Math.min(free, courierCaps.fileBytes) * 0.9 - others)
}

/** A piece as an entry takes little more than itself: its text is packed again. */
const entrySize = (bytes: number): number => bytes * 1.05 + 400
/** Below the cap of entries, with room for batches. */
const mostPieces = 10_000

/** What of it was written, as the writer went. */
export type Loaded = { pieces: Map<string, { small: boolean; places: number[] }>; bytes: number; unfit: boolean }

/** The pieces for one file, small pictures of all first, as long as there is room; `loaded` tells what was given. */
export async function* fileEntries(office: Office, { open }: Waiting, { choice, room, loaded }: { choice: PictureChoice; room: number; loaded: Loaded }): AsyncGenerator<FileEntry> {
  if (choice === 'none') return
  let count = 0
  let used = 0
  const fits = (bytes: number): boolean => {
    if (count >= mostPieces || used + entrySize(bytes) > room) loaded.unfit = true
    return !loaded.unfit
  }
  async function* give(row: StoredFile, fileId: StoredFile['fileId'], part: FileEntry['part'], place: number): AsyncGenerator<FileEntry> {
    const bytes = await readStored(office, row, { offset: place * PIECE_BYTES, length: PIECE_BYTES })
    if (!bytes || !fits(bytes.length)) return
    count++
    used += entrySize(bytes.length)
    loaded.bytes += bytes.length
    const file = loaded.pieces.get(fileId) ?? { small: false, places: [] }
    loaded.pieces.set(fileId, part === 'small' ? { ...file, small: true } : { ...file, places: [...file.places, place] })
    yield { kind: 'file', fileId, part, size: row.size, sha256: row.sha256, place, piece: bytes.toString('base64'), pieceSha256: sha256Hex(bytes) }
  }
  for (const { row, small, isSmallOut } of open) if (small && !isSmallOut && !loaded.unfit) yield* give(small, row.fileId, 'small', 0)
  if (choice === 'all') for (const { row, places } of open) for (const place of places) if (!loaded.unfit) yield* give(row, row.fileId, 'whole', place)
}

/** How many files of the choice did not fit whole. */
export function leftAfter({ open }: Waiting, { pieces }: Loaded, choice: PictureChoice): number {
  return open.filter(({ row, small, isSmallOut, places }) => {
    const given = pieces.get(row.fileId)
    return (small !== null && !isSmallOut && !given?.small) || (choice === 'all' && places.length > (given?.places.length ?? 0))
  }).length
}

/** Notes what a whole, checked file carries. */
export async function noteCarried(office: Office, { pieces }: Loaded): Promise<void> {
  if (pieces.size === 0) return
  const before = await readCarried(office)
  const known = new Map(before.map((one) => [String(one.id), one]))
  for (const [id, { small, places }] of pieces) {
    const was = known.get(id)
    known.set(id, { id: FileId.parse(id), small: small || (was?.small ?? false), places: [...new Set([...(was?.places ?? []), ...places])] })
  }
  await office.settings.set(carriedSetting.id, { files: [...known.values()] })
}

/** The county's word on files: what it has whole is done; of the rest it has these pieces, and the others are to be carried again. */
export async function applyStandings(office: Office, standings: readonly FileStanding[]): Promise<void> {
  const done = new Set(standings.filter(({ whole }) => whole.done).map(({ fileId }) => fileId))
  const said = new Map(standings.map((one) => [one.fileId, one]))
  const book = await office.settings.get(fileBookSetting.id, fileBookSetting.schema)
  if (book) await keepBook(office, { ...book, open: book.open.filter(({ id }) => !done.has(id)) })
  const left = (await readCarried(office)).flatMap((one) => {
    const word = said.get(one.id)
    if (!word) return [one]
    return word.whole.done || !word.named ? [] : [{ id: one.id, small: word.small.done, places: word.whole.pieces }]
  })
  await office.settings.set(carriedSetting.id, { files: left })
}

/** A small picture that another PC of the office has kept. */
export async function takeSmall(office: Office, { fileId, piece, sha256 }: Extract<AnswerEntry, { kind: 'small' }>): Promise<void> {
  const bytes = Buffer.from(piece, 'base64')
  if (sha256Hex(bytes) !== sha256) return
  await keepSmall(office, fileId, bytes)
  const book = await office.settings.get(fileBookSetting.id, fileBookSetting.schema)
  if (book) await keepBook(office, { ...book, wanted: book.wanted.filter((id) => id !== fileId) })
}

async function readCarried(office: Office): Promise<Carried> {
  return (await office.settings.get(carriedSetting.id, carriedSetting.schema))?.files ?? []
}
