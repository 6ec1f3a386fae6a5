import { constants } from 'node:fs'
import { type FileHandle, open } from 'node:fs/promises'
import { join } from 'node:path'
import { fail, type Refusal } from '#shared/kernel/result.ts'
import { courierCaps } from '#shared/sync/courier/layout.ts'
import { isCourierName } from '#shared/sync/courier/names.ts'
import type { ByteSource } from '#shared/sync/courier/primitives.ts'
import { diskProblem } from './disk-problem.ts'

type Problem = 'COURIER_NOT_A_FILE' | 'COURIER_TOO_LARGE' | 'COURIER_REMOVED' | 'COURIER_FOLDER_UNUSABLE'

/**
 * Opens one exchange file of a folder for `work` and closes it. Only a plain file under one of our names: no link, no
 * device, no other folder. A stick that is pulled out is COURIER_REMOVED.
 */
export async function withCourierFile<T>({ folder, fileName }: { folder: string; fileName: string }, work: (source: ByteSource) => Promise<T>): Promise<T | Refusal<Problem>> {
  return isCourierName(fileName) ? withPlainFile(join(folder, fileName), work) : fail('COURIER_NOT_A_FILE')
}

/** The same by its path, whatever its name. */
export async function withPlainFile<T>(path: string, work: (source: ByteSource) => Promise<T>): Promise<T | Refusal<Problem>> {
  let handle: FileHandle | null = null
  try {
    // Without NONBLOCK a pipe under our name would hold us for ever.
    handle = await open(path, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0))
    const found = await handle.stat()
    if (!found.isFile()) return fail('COURIER_NOT_A_FILE')
    if (found.size > courierCaps.fileBytes) return fail('COURIER_TOO_LARGE')
    return await work(sourceOf(handle, found.size))
  } catch (error) {
    const problem = diskProblem(error)
    if (problem === 'linked') return fail('COURIER_NOT_A_FILE')
    if (problem === null) throw error
    return fail(handle ? 'COURIER_REMOVED' : 'COURIER_FOLDER_UNUSABLE')
  } finally {
    await handle?.close().catch(() => undefined)
  }
}

function sourceOf(handle: FileHandle, size: number): ByteSource {
  return {
    size,
    async read(offset, length) {
      const bytes = new Uint8Array(Math.min(length, Math.max(0, size - offset)))
      let at = 0
      while (at < bytes.length) {
        const { bytesRead } = await handle.read(bytes, at, bytes.length - at, offset + at)
        if (bytesRead === 0) throw new CutShort()
        at += bytesRead
      }
      return bytes
    },
  }
}

/** The file became shorter while it was read. */
class CutShort extends Error {
  readonly code = 'EIO'
}
