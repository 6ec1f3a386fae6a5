import { existsSync } from 'node:fs'
import { type FileHandle, open, rename, rm, stat } from 'node:fs/promises'
import { isAbsolute, join } from 'node:path'
import { fail, ok, type Result } from '#shared/kernel/result.ts'
import { inspectCourierFile } from '#shared/sync/courier/inspect-file.ts'
import type { ByteSink } from '#shared/sync/courier/primitives.ts'
import type { Written } from '#shared/sync/courier/write-file.ts'
import { syncFolder } from '../host/private-files.ts'
import { diskProblem } from './disk-problem.ts'
import { withPlainFile } from './file-source.ts'
import { courierPrimitives } from './primitives.ts'

export type WriteProblem = 'COURIER_FOLDER_UNUSABLE' | 'COURIER_REMOVED' | 'COURIER_READ_ONLY' | 'COURIER_FULL' | 'COURIER_NOT_WRITTEN'
export type Place = { folder: string; fileName: string; /** Runs after each step, for tests that pull the stick. */ between?(step: 'opened' | 'written' | 'checked'): void }

/**
 * Writes a file so that a stick may be pulled at any moment: under a name that nobody takes for a whole file, on the same
 * disk; put on the disk; read back from its first to its last byte; only then renamed, and the folder's entry put on the
 * disk. A file that is there is never overwritten. Gives the name it has now.
 */
export async function writeSafely({ folder, fileName, between = () => undefined }: Place, write: (sink: ByteSink) => Promise<Written>): Promise<Result<Written & { fileName: string }, WriteProblem>> {
  if (!isAbsolute(folder) || !(await isFolder(folder))) return fail('COURIER_FOLDER_UNUSABLE')
  const name = freeName(folder, fileName)
  const asidePath = join(folder, `${name}.part`)
  try {
    // Of an earlier try that was cut off; a part is nobody's file.
    await rm(asidePath, { force: true })
    const written = await writeAside(asidePath, between, write)
    between('written')
    const read = await readBack(asidePath, written)
    if (!read.ok) {
      await rm(asidePath, { force: true })
      return read
    }
    between('checked')
    await rename(asidePath, join(folder, name))
    syncFolder(folder)
    return ok({ ...written, fileName: name })
  } catch (error) {
    const problem = diskProblem(error)
    if (problem === null) throw error
    await rm(asidePath, { force: true }).catch(() => undefined)
    return fail(problem === 'full' ? 'COURIER_FULL' : problem === 'readOnly' ? 'COURIER_READ_ONLY' : 'COURIER_REMOVED')
  }
}

async function writeAside(path: string, between: NonNullable<Place['between']>, write: (sink: ByteSink) => Promise<Written>): Promise<Written> {
  const handle = await open(path, 'wx', 0o600)
  try {
    between('opened')
    const written = await write(sinkOf(handle))
    await handle.sync()
    return written
  } finally {
    await handle.close()
  }
}

function sinkOf(handle: FileHandle): ByteSink {
  let at = 0
  const put = async (bytes: Uint8Array, offset: number): Promise<void> => {
    for (let done = 0; done < bytes.length; ) done += (await handle.write(bytes, done, bytes.length - done, offset + done)).bytesWritten
  }
  return {
    append: async (bytes) => {
      await put(bytes, at)
      at += bytes.length
    },
    writeAt: (offset, bytes) => put(bytes, offset),
  }
}

/** Whether the bytes on the medium are those that were written: whole, and by the same hash. */
async function readBack(path: string, written: Written): Promise<Result<null, 'COURIER_NOT_WRITTEN' | 'COURIER_REMOVED'>> {
  const read = await withPlainFile(path, (source) => inspectCourierFile(courierPrimitives, source))
  if (read.ok) return read.value.hash === written.hash ? ok(null) : fail('COURIER_NOT_WRITTEN')
  const { code } = read.error
  return fail(code === 'COURIER_REMOVED' || code === 'COURIER_FOLDER_UNUSABLE' ? 'COURIER_REMOVED' : 'COURIER_NOT_WRITTEN')
}

function freeName(folder: string, fileName: string): string {
  for (let copy = 0; ; copy++) {
    const name = copy === 0 ? fileName : fileName.replace(/\.exchange$/, ` (${copy}).exchange`)
    if (!existsSync(join(folder, name))) return name
  }
}

async function isFolder(folder: string): Promise<boolean> {
  return stat(folder).then((found) => found.isDirectory(), () => false)
}
