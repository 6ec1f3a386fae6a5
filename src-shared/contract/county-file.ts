import { z } from 'zod'
import { Attachment } from '../domain/record.ts'
import { DocumentId, FileId } from '../kernel/ids.ts'
import { command, query } from './define.ts'

/** A record or a procedure that carries the file. */
const at = { id: DocumentId, fileId: FileId }

/** Photos and scans at the county console: of documents that the console shows, and of no others. */
export const countyFile = {
  /** The files of one record or procedure, and what has come of each. */
  of: query({
    action: 'countyRecord.read',
    input: z.strictObject({ id: DocumentId }),
    output: z.array(z.strictObject({ ...Attachment.shape, state: z.enum(['none', 'part', 'whole']), small: z.boolean() })),
    errors: [],
  }),
  /** The small picture; null where there is none. */
  small: query({ action: 'countyRecord.read', input: z.strictObject(at), output: z.strictObject({ base64: z.string() }).nullable(), errors: ['FILE_DAMAGED'] }),
  /** Opens a file for looking at it: written into the county's audit before anything is given. The ticket is good for a few minutes. */
  open: command({ action: 'countyRecord.read', input: z.strictObject(at), output: z.strictObject({ ticket: z.string(), pieces: z.int(), mime: Attachment.shape.mime, name: z.string() }), errors: [] }),
  /** A piece of what a ticket stands for. */
  read: query({ action: 'countyRecord.read', input: z.strictObject({ ticket: z.string().max(300), place: z.int().nonnegative() }), output: z.strictObject({ base64: z.string() }), errors: ['HANDLE_EXPIRED', 'FILE_DAMAGED'] }),
}
