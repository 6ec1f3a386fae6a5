import { z } from 'zod'
import { SubjectId } from '../kernel/ids.ts'
import { Instant } from '../kernel/time.ts'
import { command, query } from './define.ts'

/** Unfinished forms. They stay on this PC, encrypted, belong to their author, and survive a power cut. */
export const Draft = z.strictObject({
  id: z.string().max(60),
  /** Which form: a kind of record, or `procedure:<kind>:<step>`. */
  kind: z.string().regex(/^[A-Za-z]+(:[A-Za-z]+){0,2}$/).max(80),
  subjectId: SubjectId,
  /** The form's own state, opaque to the host. */
  content: z.record(z.string(), z.json()),
  savedAt: Instant,
})
export type Draft = z.output<typeof Draft>

export const draft = {
  save: command({ action: 'draft.own', input: z.strictObject({ kind: Draft.shape.kind, subjectId: SubjectId, content: Draft.shape.content }), output: Draft, errors: [] }),
  /** The caller's draft for this form; null when none. */
  find: query({ action: 'draft.own', input: z.strictObject({ kind: Draft.shape.kind, subjectId: SubjectId }), output: Draft.nullable(), errors: [] }),
  list: query({ action: 'draft.own', input: z.strictObject({}), output: z.array(z.strictObject({ draft: Draft, subjectName: z.string() })), errors: [] }),
  discard: command({ action: 'draft.own', input: z.strictObject({ id: z.string().max(60) }), output: z.strictObject({}), errors: [] }),
}
