import { z } from 'zod'
import { OwnInput } from '../casework/path-words.ts'
import { Remark, Taken } from '../domain/words.ts'
import { OfficeId, SubjectId } from '../kernel/ids.ts'
import { Instant } from '../kernel/time.ts'
import { Collection } from '../sync/protocol.ts'
import { command, query } from './define.ts'

/** `objected`: decided, and the office has said since that it sees it otherwise. */
export const ConflictState = z.enum(['open', 'decided', 'objected'])
export type ConflictState = z.output<typeof ConflictState>
export const conflictStateLabels: Record<ConflictState, string> = { open: '待定', decided: '已定', objected: '所里有异议' }

/** A conflict is known by the batch and the place in it that brought the second edit. */
const ConflictId = z.string().regex(/^[0-9A-Z]{26}-\d{1,9}-\d{1,4}$/)
export const ConflictRow = z.strictObject({
  id: ConflictId, state: ConflictState, collection: Collection, documentId: z.string(), subjectId: SubjectId.nullable(), title: z.string(), officeId: OfficeId, officeName: z.string(),
  labels: z.array(z.string()), sentBy: z.string(), device: z.string(), at: Instant, decidedBy: z.string(),
})
export type ConflictRow = z.output<typeof ConflictRow>

/** Where a version comes from: who edited, by which device or user of the county, as which revision. */
export const Side = z.strictObject({ by: z.string(), at: Instant.nullable(), from: z.string(), revision: z.int().nullable() })
export type Side = z.output<typeof Side>

export const ConflictField = z.strictObject({ path: z.string(), label: z.string(), base: z.string().nullable(), office: z.string(), county: z.string(), own: OwnInput.nullable() })
export type ConflictField = z.output<typeof ConflictField>

export const ConflictFile = z.strictObject({
  row: ConflictRow,
  /** Both are named again with a decision: somebody else's in between is refused. */
  turn: z.int(), revision: z.int(),
  fields: z.array(ConflictField),
  /** What else the two edits changed, and was joined without a person. */
  joined: z.array(z.strictObject({ label: z.string(), now: z.string() })),
  base: Side.nullable(), office: Side, county: Side,
  acts: z.array(z.strictObject({ turn: z.int(), kind: z.enum(['decided', 'reopened']), at: Instant, by: z.string(), reason: z.string(), choices: z.array(z.strictObject({ label: z.string(), taken: Taken })) })),
  remarks: z.array(Remark),
  history: z.array(z.strictObject({ revision: z.int(), receivedAt: Instant, by: z.string(), values: z.array(z.string()) })),
})
export type ConflictFile = z.output<typeof ConflictFile>

/** Edits that met each other, and the person's decision about them. */
export const countyConflict = {
  list: query({
    action: 'countyConflict.read',
    input: z.strictObject({ officeId: OfficeId.nullable(), collection: Collection.nullable(), state: ConflictState.nullable(), offset: z.int().nonnegative(), limit: z.int().positive().max(500) }),
    output: z.strictObject({ rows: z.array(ConflictRow), total: z.int(), open: z.int() }),
    errors: [],
  }),
  get: query({ action: 'countyConflict.read', input: z.strictObject({ id: ConflictId }), output: ConflictFile, errors: [] }),
  /** Writes the decision as a new version of the document. Every field in conflict is decided at once; `value` goes with `own`. */
  decide: command({
    action: 'countyConflict.decide',
    input: z.strictObject({
      id: ConflictId, turn: z.int(), revision: z.int(), reason: z.string().trim().min(2).max(500),
      choices: z.array(z.strictObject({ path: z.string().max(80), taken: Taken, value: z.union([z.string().max(8000), z.boolean()]).nullable() })).min(1).max(500),
    }),
    output: ConflictFile,
    errors: ['STALE_EDIT'],
  }),
  reopen: command({ action: 'countyConflict.decide', input: z.strictObject({ id: ConflictId, turn: z.int(), reason: z.string().trim().min(2).max(500) }), output: ConflictFile, errors: ['STALE_EDIT'] }),
}
