import { mkdir, open, readdir, rename, stat, unlink } from 'node:fs/promises'
import { join } from 'node:path'
import type { Office } from '../../host/office.ts'
import type { StoredFile } from '../../store/documents.ts'
import { keyOf } from './file-key.ts'
import { CHUNK, openChunks, SEALED_HEADER, sealedLength, sealedRange, sealFile } from './sealed-file.ts'

type Stored = { id: string; size: number; key?: string }

/** Writes a file's bytes, encrypted under its own key, under its id; when this returns they are on disk, name and all. */
export async function storeFile(office: Office, { id, key }: { id: string; key: string }, plain: Buffer): Promise<void> {
  const folder = folderOf(office)
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const sealed = sealFile(plain, { id, key: keyOf(office, { id, key }) })
  const waiting = join(folder, `${id}.tmp`)
  try {
    await withFile(waiting, 'wx', async (file) => {
      await file.writeFile(sealed)
      await file.sync()
    })
  } catch (error) {
    await unlink(waiting).catch(() => undefined)
    throw error
  }
  await rename(waiting, join(folder, id))
  await syncFolder(folder)
}

/** Plain bytes from `offset` on, at most `length`; null when the file is gone or a bit of what was read has changed. */
export async function readStored(office: Office, { id, size, key }: Stored, part: { offset: number; length: number }): Promise<Buffer | null> {
  const path = join(folderOf(office), id)
  const from = Math.min(part.offset, size)
  const to = Math.min(from + part.length, size)
  const range = sealedRange(from, to)
  // The length is checked first: a file cut off behind the chunks asked for would otherwise pass for whole.
  const found = await stat(path).catch(() => null)
  if (found?.size !== sealedLength(size)) return null
  return withFile(path, 'r', async (file) => {
    const header = Buffer.alloc(SEALED_HEADER)
    const body = Buffer.alloc(Math.min(range.end, found.size) - range.start)
    const read = [await file.read(header, 0, header.length, 0), await file.read(body, 0, body.length, range.start)]
    if (read[0]?.bytesRead !== header.length || read[1]?.bytesRead !== body.length) return null
    const plain = openChunks({ header, body, first: range.first, size }, { id, key: keyOf(office, { id, key }) })
    const skip = from - range.first * CHUNK
    return plain ? plain.subarray(skip, skip + to - from) : null
  })
}

/** Takes the bytes of a file away whose row is gone. */
export async function removeBytes(office: Office, id: string): Promise<void> {
  await unlink(join(folderOf(office), id)).catch((error: unknown) => {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error
  })
  await syncFolder(folderOf(office))
}

const swept = new WeakMap<Office, Promise<number>>()

/** Sweeps once in the life of an opened office. Await it before the first file is stored, for it takes what no document names. */
export function sweepOnce(office: Office): Promise<number> {
  const sweeping = swept.get(office) ?? sweepFiles(office)
  swept.set(office, sweeping)
  return sweeping
}

/**
 * Clears what a kill left between bytes and document: unfinished files, and files that no document names. Answers how
 * many were cleared.
 */
async function sweepFiles(office: Office): Promise<number> {
  const folder = folderOf(office)
  const names = await readdir(folder).catch(() => [])
  const known = await office.data.files.findByIds(names).exec()
  const orphans = names.filter((name) => !known.has(name))
  for (const name of orphans) await unlink(join(folder, name))
  return orphans.length + (await sweepSmallPictures(office, [...known.values()].map((document) => document.toMutableJSON())))
}

/** A small picture is kept before its picture; a kill between the two leaves it alone in the world. */
async function sweepSmallPictures(office: Office, kept: StoredFile[]): Promise<number> {
  const small = kept.filter(({ pictureOf }) => pictureOf !== undefined)
  const parents = await office.data.files.findByIds(small.flatMap(({ pictureOf }) => pictureOf ?? [])).exec()
  const alone = small.filter(({ pictureOf }) => !parents.has(pictureOf ?? ''))
  for (const { id } of alone) {
    await (await office.data.files.findOne(id).exec(true)).incrementalRemove()
    await removeBytes(office, id)
  }
  return alone.length
}

function folderOf(office: Office): string {
  return join(office.dataDir, 'files')
}

async function syncFolder(folder: string): Promise<void> {
  // Windows has no fsync on a folder; there the rename itself is journalled.
  if (process.platform === 'win32') return
  await withFile(folder, 'r', (opened) => opened.sync())
}

async function withFile<T>(path: string, flags: string, work: (file: Awaited<ReturnType<typeof open>>) => Promise<T>): Promise<T> {
  const file = await open(path, flags, 0o600)
  try {
    return await work(file)
  } finally {
    await file.close()
  }
}
