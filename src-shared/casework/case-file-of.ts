import type { CorrectionGroup } from '../domain/group.ts'
import type { Procedure } from '../domain/procedure.ts'
import type { CorrectionRecord } from '../domain/record.ts'
import type { Subject } from '../domain/subject.ts'
import { daysBetween, type LocalDate, localDateOf } from '../kernel/time.ts'
import type { CaseFile, Fact } from '../rules/index.ts'
import { findProcedureKind } from './procedures/index.ts'
import { findRecordKind } from './kinds/index.ts'
import { readMore } from './subject-fields.ts'
import { standingRecords } from './standing-records.ts'

/** All that is known of one person at one desk. */
export type CaseDocuments = {
  readonly subject: Subject
  readonly group: CorrectionGroup | null
  readonly records: readonly CorrectionRecord[]
  /** What the rules read of further records, none of which corrects another or is corrected. */
  readonly facts?: readonly Fact[]
  readonly procedures: readonly Procedure[]
  readonly officeId: string
}

/** The case as the rules read it: facts out of records and procedures. A corrected record gives way to its correction. */
export function caseFileOf({ subject, group, records, facts: known = [], procedures, officeId }: CaseDocuments): CaseFile {
  const facts = [...known, ...standingRecords(records).flatMap(({ id, record }) => factsOfRecord(record, id))]
  const begun = [...(facts.some(({ kind }) => kind === 'reportedIn') ? [] : intakeOf(subject)), ...(facts.some(({ kind }) => kind === 'judgmentEffective') ? [] : effectiveOf(subject))]
  return {
    subjectId: subject.id,
    note: '',
    subject: caseSubjectOf(subject, officeId),
    group: group && { members: group.members, exceptionReason: group.exceptionReason, letterPrintedAt: group.letterPrintedAt, ...(group.former && { former: group.former }), ...(group.letters && { letters: group.letters }) },
    facts: [...begun, ...facts, ...procedures.filter(({ withdrawn }) => !withdrawn).flatMap(factsOfProcedure)],
    leaveRequest: null,
    policy: null,
  }
}

const employments = { '01': 'EMPLOYED', '02': 'UNEMPLOYED', '03': 'STUDENT' } as const

function caseSubjectOf(subject: Subject, officeId: string): CaseFile['subject'] {
  const more = readMore(subject.more)
  return {
    category: subject.category, temporaryReason: more.temporaryReason, temporaryApprovedBy: more.temporaryApprovedBy, level: subject.level, gender: subject.gender, birthDate: subject.birthDate,
    minorRegime: subject.minorRegime, termStart: subject.termStart, termEnd: subject.termEnd, conditionEnd: more.conditionEnd,
    injunction: subject.injunction ? { from: more.injunctionFrom ?? subject.termStart, to: more.injunctionTo ?? subject.termEnd } : null,
    schooling: more.education === '01' || more.education === '02' ? 'UNFINISHED' : more.education ? 'FINISHED' : null, employment: more.employment ? employments[more.employment] : null, ableToWork: more.ableToWork,
    crimeDate: more.crimeDate, sentenceMonths: more.sentenceMonths, executionCounty: officeId.slice(0, 6) || '000000', officeId, recordsFrom: recordsFromOf(subject),
  }
}

/** Somebody taken over from an old ledger has a day of reporting in and no record of it: what was checked then is not known. */
function intakeOf({ id, intakeDate }: Subject): Fact[] {
  return intakeDate ? [{ kind: 'reportedIn', id, on: intakeDate, documentsChecked: false, identityVerified: false, registered: false, fileOpened: false }] : []
}

/**
 * Somebody awaited is owed the days of his judgment though its papers have not come (漏管): the day in his file, else the
 * first day of his term, which for these categories is the day on which the judgment took effect (T-01 to T-03). Of a
 * term that began long before he was entered it is not known whether only the old ledger lacks his report.
 */
function effectiveOf({ id, intakeDate, state, category, termStart, more, createdAt }: Subject): Fact[] {
  if (intakeDate || state !== 'PENDING_REPORT' || category === 'TEMP_OUTSIDE') return []
  const on = readMore(more).effectiveDate ?? (daysBetween(termStart, localDateOf(createdAt)) <= AWAITED_DAYS ? termStart : null)
  return on ? [{ kind: 'judgmentEffective', id, on }] : []
}
const AWAITED_DAYS = 30

/** A person entered later than this after reporting in has a past on paper. */
const LATE_ENTRY_DAYS = 15

/** The day the file begins for somebody who was taken into it late; null when it is whole from the start. */
export function recordsFromOf({ intakeDate, createdAt }: Pick<Subject, 'intakeDate' | 'createdAt'>): LocalDate | null {
  const entered = localDateOf(createdAt)
  return intakeDate && daysBetween(intakeDate, entered) > LATE_ENTRY_DAYS ? entered : null
}

/** What one record tells the rules, under `id`: of a correction the id of the first record, which others may have named. */
export function factsOfRecord(record: CorrectionRecord, id: string = record.id): Fact[] {
  if (record.kind === 'confirmation') return []
  if (record.kind === 'visit' || record.kind === 'talk') return [{ kind: record.kind, id, on: localDateOf(record.occurredAt) }]
  return findRecordKind(record.kind)?.facts({ ...record, id }) ?? []
}

function factsOfProcedure(procedure: Procedure): Fact[] {
  return findProcedureKind(procedure.kind)?.facts(procedure) ?? []
}
