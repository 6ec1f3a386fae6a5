import { z } from 'zod'
import { Category, Gender, ManagementLevel, SubjectState } from '../domain/codes.ts'
import { SyncState } from '../domain/document.ts'
import { CorrectionRecord, WrittenKind } from '../domain/record.ts'
import { Subject, SubjectFacts } from '../domain/subject.ts'
import { RecordId, SubjectId } from '../kernel/ids.ts'
import { Instant, LocalDate } from '../kernel/time.ts'
import { command, event, query } from './define.ts'

/** A row of the list. For a volunteer number, ID tail, category, level and dates come empty. */
export const SubjectRow = z.strictObject({
  id: SubjectId,
  subjectNo: z.string(),
  name: z.string(),
  gender: Gender,
  idTail: z.string(),
  category: Category.nullable(),
  level: ManagementLevel.nullable(),
  state: SubjectState,
  residence: z.string(),
  village: z.string(),
  termEnd: LocalDate.nullable(),
  minorRegime: z.boolean().nullable(),
  keySubject: z.boolean().nullable(),
  lastVisitAt: Instant.nullable(),
  groupState: z.enum(['none', 'building', 'formed']),
  syncState: SyncState,
})
export type SubjectRow = z.output<typeof SubjectRow>

export const SubjectFilter = z.strictObject({
  /** Chinese, full pinyin, initials, last digits of the ID number, number or phone. */
  text: z.string().max(40).optional(),
  state: SubjectState.optional(),
  level: ManagementLevel.optional(),
  syncState: SyncState.optional(),
  sort: z.enum(['name', 'subjectNo', 'level', 'state', 'termEnd', 'lastVisitAt', 'syncState']).optional(),
  descending: z.boolean().optional(),
  offset: z.int().nonnegative().optional(),
  limit: z.int().positive().max(500).optional(),
})
export type SubjectFilter = z.output<typeof SubjectFilter>

/** What a volunteer may know of a subject of his own group: enough to knock at the door and to know what to look for. */
export const SubjectBrief = z.strictObject({ id: SubjectId, name: z.string(), gender: Gender, residence: z.string(), village: z.string(), visitHint: z.string(), state: SubjectState, minorRegime: z.boolean() })
export type SubjectBrief = z.output<typeof SubjectBrief>

/** A record as the timeline shows it: the fact, its hands, its corrections, its way. */
export const TimelineEntry = z.strictObject({
  record: CorrectionRecord,
  syncState: SyncState,
  /** Person ids of the participants that have confirmed, and when. */
  confirmed: z.array(z.strictObject({ personId: z.string(), at: Instant })),
  /** The record that corrects this one. */
  correctedBy: RecordId.nullable(),
})
export type TimelineEntry = z.output<typeof TimelineEntry>

export const subject = {
  list: query({
    action: 'subject.read',
    input: SubjectFilter,
    output: z.strictObject({ rows: z.array(SubjectRow), total: z.int() }),
    errors: [],
  }),
  /** The whole file; staff only. */
  get: query({ action: 'subject.readFull', input: z.strictObject({ id: SubjectId }), output: Subject, errors: [] }),
  brief: query({ action: 'subject.read', input: z.strictObject({ id: SubjectId }), output: SubjectBrief, errors: [] }),
  /** Newest first; of one kind, in one state, or saying some words where that is asked. Volunteers get their own records only. `kinds`: of all there are. */
  timeline: query({
    action: 'record.read',
    input: z.strictObject({
      id: SubjectId, before: Instant.nullable(), limit: z.int().positive().max(200), kind: WrittenKind.optional(), syncState: SyncState.optional(), text: z.string().max(60).optional(),
    }),
    output: z.strictObject({ entries: z.array(TimelineEntry), more: z.boolean(), kinds: z.array(WrittenKind) }),
    errors: [],
  }),
  create: command({ action: 'subject.write', input: SubjectFacts, output: Subject, errors: ['SUBJECT_NO_TAKEN'] }),
  /**
   * Changes the file. `editedAt` is of the copy that was changed; another edit since then is refused. Level, key subject
   * and state follow from acts on record and are not written here; what was fixed at intake is put right for a `reason`.
   */
  edit: command({
    action: 'subject.write',
    input: z.strictObject({ id: SubjectId, editedAt: Instant, facts: SubjectFacts, reason: z.string().trim().max(300).optional() }),
    output: Subject,
    errors: ['STALE_EDIT', 'SUBJECT_NO_TAKEN', 'FIELD_BY_ACT', 'REASON_NEEDED'],
  }),
  /** The stages of the case, and what is missing for the next gate with whose act it is. */
  life: query({
    action: 'subject.readFull',
    input: z.strictObject({ id: SubjectId }),
    output: z.array(z.strictObject({
      id: z.enum(['assessment', 'handover', 'reportIn', 'intake', 'active', 'ending']), label: z.string(), state: z.enum(['done', 'now', 'ahead', 'unknown']), on: LocalDate.nullable(),
      missing: z.array(z.strictObject({ text: z.string(), whose: z.string(), write: z.string() })),
      /** Acts of the county and of other organs in this stage that came, or have not come, after their day. */
      late: z.array(z.strictObject({ ruleId: z.string(), whose: z.string(), text: z.string(), days: z.int(), doneOn: LocalDate.nullable(), basis: z.string() })),
    })),
    errors: [],
  }),
  counts: query({
    action: 'subject.read',
    input: z.strictObject({}),
    output: z.strictObject({ onBooks: z.int(), strict: z.int(), onLeave: z.int(), lost: z.int() }),
    errors: [],
  }),
  changed: event({ action: 'subject.read', payload: z.strictObject({ subjectId: SubjectId }) }),
}
