import { z } from 'zod'
import { RecordId, SubjectId } from '../kernel/ids.ts'
import { Instant, LocalDate } from '../kernel/time.ts'
import { CHUNK_BYTES, Handle } from './bytes.ts'
import { command, event, query } from './define.ts'

const Pair = z.strictObject({ label: z.string(), value: z.string(), lines: z.int() })
const Block = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('title'), text: z.string() }),
  z.strictObject({ kind: z.literal('heading'), text: z.string() }),
  z.strictObject({ kind: z.literal('text'), text: z.string(), align: z.enum(['left', 'right', 'center']), indent: z.boolean() }),
  z.strictObject({ kind: z.literal('facts'), rows: z.array(z.array(Pair)) }),
  z.strictObject({ kind: z.literal('table'), head: z.array(z.string()), rows: z.array(z.array(z.string())) }),
  z.strictObject({ kind: z.literal('signatures'), lines: z.array(z.string()) }),
  z.strictObject({ kind: z.literal('seal'), organ: z.string(), on: z.string() }),
])
/** A document ready for paper (src-shared/forms/sheet.ts). */
export const FormSheet = z.strictObject({ formId: z.string(), title: z.string(), version: z.int(), redHead: z.string(), serial: z.string(), code: z.string(), copies: z.int(), blocks: z.array(Block) })

const Wanted = { subjectId: SubjectId, formId: z.string().max(60), /** The record or procedure it is about; null: the person. */ aboutId: z.string().max(26).nullable() }
const FormRow = z.strictObject({
  formId: z.string(), title: z.string(), maker: z.enum(['office', 'county']), aboutId: z.string().nullable(), aboutWords: z.string(), on: LocalDate.nullable(), copies: z.int(), series: z.string(), titleVerified: z.boolean(), titleSource: z.enum(['BOTH', 'UNSURE', 'LOCAL']),
  /** How often it was taken already, and the last number. */
  issued: z.int(), lastSerial: z.string(), lastIssuedAt: Instant.nullable(),
})
const Made = z.strictObject({ handle: Handle, size: z.int(), name: z.string(), mime: z.string() })
const errors = ['FORM_UNKNOWN'] as const

/** Documents on paper and as files, from the facts. Looking changes nothing; taking one is a fact of its own (文书出具). */
export const form = {
  /** Every document that can be made about a person now. */
  list: query({ action: 'form.read', input: z.strictObject({ subjectId: SubjectId }), output: z.array(FormRow), errors: [] }),
  preview: query({ action: 'form.read', input: z.strictObject(Wanted), output: FormSheet, errors }),
  /** Takes a number, notes who took what and how often, and answers the document with its number and code. */
  issue: command({
    action: 'form.issue',
    input: z.strictObject({ ...Wanted, copies: z.int().min(1).max(20), medium: z.enum(['PRINT', 'DOCX', 'PDF']) }),
    output: z.strictObject({ sheet: FormSheet, recordId: RecordId, file: Made.nullable() }),
    // The responsibility letter is issued for a group without hard findings only.
    errors: ['FORM_UNKNOWN', 'GROUP_HAS_HARD_FINDINGS'],
  }),
  /** The whole case as one .pdf in the order of the archive: index, documents, records. Goes on while the desk works; `form.progress` tells. */
  bundle: command({ action: 'form.issue', input: z.strictObject({ subjectId: SubjectId, purpose: z.string().min(2).max(200) }), output: z.strictObject({ jobId: Handle }), errors: ['JOB_RUNNING'] }),
  job: query({ action: 'form.issue', input: z.strictObject({ jobId: Handle }), output: z.strictObject({ done: z.int(), of: z.int(), file: Made.nullable(), cancelled: z.boolean(), failed: z.boolean() }), errors: [] }),
  cancel: command({ action: 'form.issue', input: z.strictObject({ jobId: Handle }), output: z.strictObject({}), errors: [] }),
  /** A piece of a made file; it is kept in memory for its maker until the desk locks. */
  read: query({ action: 'form.issue', input: z.strictObject({ handle: Handle, offset: z.int().nonnegative() }), output: z.strictObject({ base64: z.string().max(Math.ceil(CHUNK_BYTES / 3) * 4 + 4), total: z.int(), mime: z.string(), name: z.string() }), errors: ['HANDLE_EXPIRED'] }),
  /** The record behind a printed code: its last ten characters are enough. */
  find: query({ action: 'form.read', input: z.strictObject({ code: z.string().min(6).max(26) }), output: z.strictObject({ subjectId: SubjectId, recordId: RecordId, title: z.string(), serial: z.string() }).nullable(), errors: [] }),
  progress: event({ action: 'form.issue', payload: z.strictObject({ jobId: Handle }) }),
}
