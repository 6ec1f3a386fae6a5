import { z } from 'zod'
import { OfficeId, SubjectId } from '../kernel/ids.ts'
import { Instant, LocalDate } from '../kernel/time.ts'
import { command, query } from './define.ts'

const Row = z.strictObject({
  number: z.int(),
  /** Null: a whole office was joined to another. */
  subjectId: SubjectId.nullable(),
  /** Empty where the file is sealed. */
  subjectName: z.string(),
  fromOfficeName: z.string(),
  toOfficeName: z.string(),
  effectiveOn: LocalDate,
  movedAt: Instant,
  movedBy: z.string(),
  reason: z.string(),
  documents: z.int(),
  /** What the old office's devices brought afterwards, and went to the new one. */
  cameAfter: z.int(),
})

/** Persons who change office within the county, and offices that are joined. */
export const countyHandOver = {
  /** What was handed over, the newest first. */
  list: query({ action: 'office.read', input: z.strictObject({ limit: z.int().positive().max(500) }), output: z.array(Row), errors: [] }),
  /** Joins an office to another: its files, devices and codes are the other one's from then on. Not to be taken back. */
  merge: command({
    action: 'office.manage',
    input: z.strictObject({ id: OfficeId, into: OfficeId, reason: z.string().trim().min(2).max(200) }),
    output: z.strictObject({ documents: z.int(), devices: z.int() }),
    errors: ['OFFICE_MERGED'],
  }),
}
