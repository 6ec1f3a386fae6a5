import { z } from 'zod'
import { RecordDraft, WrittenKind } from '../domain/record.ts'
import { PersonId, RecordId, SubjectId } from '../kernel/ids.ts'
import { FactId } from '../rules/case/fact.ts'
import { SyncState } from '../domain/document.ts'
import { command, event, query } from './define.ts'
import { Password } from './session.ts'
import { TimelineEntry } from './subject.ts'

const logErrors = ['SUBJECT_CLOSED', 'RECORD_IN_FUTURE', 'RECORD_BEFORE_TERM', 'NOTHING_RECORDED', 'ALREADY_LOGGED', 'INTAKE_NOT_DONE'] as const

/** Facts: visits and talks. Submitted means immutable; a correction is a new record that names the old. */
export const record = {
  /** All that the form of a new record shows beside it. */
  prepare: query({
    action: 'record.log',
    input: z.strictObject({ subjectId: SubjectId, kind: WrittenKind }),
    output: z.strictObject({
      last: TimelineEntry.nullable(),
      residence: z.string(),
      visitHint: z.string(),
      /** Colleagues and members of the group who may have come along. */
      companions: z.array(z.strictObject({ personId: PersonId, name: z.string(), canConfirm: z.boolean() })),
      /** The office's phrases for the free text. */
      phrases: z.array(z.string()),
      /** Earlier records and procedures that the form's links may name, newest first, in words. */
      links: z.array(z.strictObject({ id: FactId, kind: z.string(), words: z.string() })),
    }),
    errors: [],
  }),
  log: command({ action: 'record.log', input: z.strictObject({ record: RecordDraft, draftId: z.string().max(60).nullable() }), output: TimelineEntry, errors: logErrors }),
  correct: command({
    action: 'record.correct',
    input: z.strictObject({ recordId: RecordId, reason: z.string().min(2).max(300), record: RecordDraft, draftId: z.string().max(60).nullable() }),
    output: TimelineEntry,
    errors: [...logErrors, 'ALREADY_CORRECTED'],
  }),
  get: query({ action: 'record.read', input: z.strictObject({ id: RecordId }), output: TimelineEntry, errors: [] }),
  /** What the ids in a form's answers stand for (people, records, procedures), in words. What the caller may not know is left out. Staff only. */
  names: query({ action: 'record.names', input: z.strictObject({ ids: z.array(FactId).max(200) }), output: z.array(z.strictObject({ id: FactId, words: z.string() })), errors: [] }),
  /** Newest first. */
  list: query({
    action: 'record.read',
    input: z.strictObject({ kind: WrittenKind.nullable(), syncState: SyncState.nullable(), offset: z.int().nonnegative(), limit: z.int().positive().max(200) }),
    output: z.strictObject({ rows: z.array(z.strictObject({ entry: TimelineEntry, subjectName: z.string() })), total: z.int() }),
    errors: [],
  }),
  /** Records in which the caller (or any account of this PC) is named and has not confirmed. */
  toConfirm: query({
    action: 'record.confirm',
    input: z.strictObject({ limit: z.int().positive().max(30_000).optional() }),
    /** The newest, and how many there are besides. */
    output: z.strictObject({ rows: z.array(z.strictObject({ entry: TimelineEntry, subjectName: z.string(), personId: PersonId, personName: z.string() })), more: z.int() }),
    errors: [],
  }),
  /** A named co-visitor's own word, by his own password, also while somebody else is logged in. */
  confirm: command({
    action: 'record.confirm',
    input: z.strictObject({ recordId: RecordId, personId: PersonId, password: Password }),
    output: TimelineEntry,
    errors: ['WRONG_PASSWORD', 'TRY_LATER', 'NOT_A_PARTICIPANT', 'ALREADY_CONFIRMED'],
  }),
  changed: event({ action: 'record.read', payload: z.strictObject({ subjectId: SubjectId, recordId: RecordId }) }),
}
