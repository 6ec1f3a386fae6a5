import { z } from 'zod'

/** An id is made once by the program that first writes the document: 26 characters, sortable by time (ULID layout). */
const id = z.string().regex(/^[0-9A-HJKMNP-TV-Z]{26}$/).meta({ maxLength: 26 })

export const SubjectId = id.brand<'SubjectId'>()
export type SubjectId = z.output<typeof SubjectId>
export const PersonId = id.brand<'PersonId'>()
export type PersonId = z.output<typeof PersonId>
export const RecordId = id.brand<'RecordId'>()
export type RecordId = z.output<typeof RecordId>
export const ProcedureId = id.brand<'ProcedureId'>()
export type ProcedureId = z.output<typeof ProcedureId>
export const FileId = id.brand<'FileId'>()
export type FileId = z.output<typeof FileId>
export const DeviceId = id.brand<'DeviceId'>()
export type DeviceId = z.output<typeof DeviceId>
export const ImportId = id.brand<'ImportId'>()
export type ImportId = z.output<typeof ImportId>
/** Any document of any collection. */
export const DocumentId = id
export type DocumentId = z.output<typeof DocumentId>

/** Stands for the office itself in records that concern nobody in particular (drills, meetings): no person ever has it. */
export const officeItself = SubjectId.parse('00000000000000000000000000')

/** Division code of GB/T 2260 (6 digits) and three digits of the office within it. */
export const OfficeId = z.string().regex(/^\d{9}$/).brand<'OfficeId'>()
export type OfficeId = z.output<typeof OfficeId>

const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/**
 * Makes an id from a time (ms since 1970) and 10 random bytes, so that this folder needs neither clock nor randomness.
 * Parse the answer with the schema of the wanted id.
 */
export function makeId(milliseconds: number, random: Uint8Array): string {
  let time = ''
  for (let rest = milliseconds, i = 0; i < 10; i++) {
    time = alphabet.charAt(rest % 32) + time
    rest = Math.floor(rest / 32)
  }
  let tail = ''
  for (let i = 0; i < 10; i += 5) {
    let bits = 0n
    for (let j = 0; j < 5; j++) bits = (bits << 8n) | BigInt(random[i + j] ?? 0)
    for (let j = 7; j >= 0; j--) tail += alphabet.charAt(Number((bits >> BigInt(j * 5)) & 31n))
  }
  return time + tail
}
