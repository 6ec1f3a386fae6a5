import { z } from 'zod'
import { FileId } from '../kernel/ids.ts'
import { command, query } from './define.ts'

/** One piece of at most 512 KiB, in base64, so that every call stays below the doors' 1 MB. */
export const CHUNK_BYTES = 512 * 1024
const Base64Chunk = z.string().max(Math.ceil(CHUNK_BYTES / 3) * 4 + 4)
export const Handle = z.string().regex(/^[0-9a-f]{32}$/)

/** How bytes travel through doors that carry only JSON: pieces gathered under a handle, which other operations then name. */
export const bytes = {
  begin: command({ action: 'file.use', input: z.strictObject({ name: z.string().max(200), size: z.int().nonnegative() }), output: z.strictObject({ handle: Handle }), errors: ['FILE_TOO_LARGE'] }),
  append: command({ action: 'file.use', input: z.strictObject({ handle: Handle, base64: Base64Chunk }), output: z.strictObject({ received: z.int() }), errors: ['HANDLE_EXPIRED', 'FILE_TOO_LARGE'] }),
  /** Keeps the gathered bytes as an encrypted file of a subject; refused unless the content is an allowed image or PDF. */
  keep: command({
    action: 'file.use',
    input: z.strictObject({ handle: Handle }),
    output: z.strictObject({ fileId: FileId, name: z.string(), mime: z.enum(['image/jpeg', 'image/png', 'image/webp', 'application/pdf']), size: z.int(), sha256: z.string() }),
    errors: ['HANDLE_EXPIRED', 'FILE_TYPE_REFUSED', 'FILE_TOO_LARGE'],
  }),
  /** A piece of a kept file that belongs to a record the caller may read (or that he has just kept himself). */
  read: query({
    action: 'file.use',
    input: z.strictObject({ fileId: FileId, offset: z.int().nonnegative() }),
    output: z.strictObject({ base64: Base64Chunk, total: z.int(), mime: z.string() }),
    errors: ['FILE_DAMAGED'],
  }),
}
