import { z } from 'zod'
import { DeviceId, DocumentId } from '../kernel/ids.ts'
import { Instant } from '../kernel/time.ts'
import { merging } from './merge-rule.ts'

/** Which version a field was decided to be: what the office sent, what the county held, what both grew from, or a new value. */
export const Taken = z.enum(['office', 'county', 'base', 'own'])
export type Taken = z.output<typeof Taken>
export const takenLabels: Record<Taken, string> = { office: '采用司法所报来的', county: '采用县局留存的', base: '恢复改动以前的', own: '县局另定' }

/** The county's decision about a conflict: it travels with the document, so the office that wrote the losing side reads it with the outcome. */
export const Ruling = z.strictObject({
  id: DocumentId,
  /** The batch of the device whose edit was in conflict. */
  deviceId: DeviceId,
  number: z.int().positive(),
  fields: z.array(z.strictObject({ field: z.string().max(80), taken: Taken })).max(200),
  reason: z.string().max(500),
  by: z.string().max(40),
  at: Instant,
})
export type Ruling = z.output<typeof Ruling>

/** One line that the office says about a document to the county: an objection to a ruling, an answer to a comment. */
export const Remark = z.strictObject({
  id: DocumentId,
  /** The ruling or comment it answers. */
  about: DocumentId.nullable(),
  /** The field it is about; empty: the whole. */
  field: z.string().max(80),
  text: z.string().min(1).max(500),
  by: z.string().max(40),
  at: Instant,
})
export type Remark = z.output<typeof Remark>

/** One line of the county's officer at a field of a record. */
export const Comment = z.strictObject({ id: DocumentId, field: z.string().max(80), text: z.string().min(1).max(500), by: z.string().max(40), at: Instant })
export type Comment = z.output<typeof Comment>

const remarks = () => merging({ kind: 'appendOnly', key: 'id' }, z.array(Remark).max(200).optional())

/** What office and county say to each other about a document that both may edit. Absent in documents of the first version. */
export const wordFields = () => ({ rulings: merging({ kind: 'county' }, z.array(Ruling).max(200).optional()), remarks: remarks() })

/** The office's side of the talk about a record; the county's is in its review. */
export const remarkField = () => ({ remarks: remarks() })
