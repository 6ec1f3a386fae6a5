import { z } from 'zod'
import { ImportId, PersonId, SubjectId } from '../kernel/ids.ts'
import { Instant, LocalDate } from '../kernel/time.ts'
import { Category, closedStates, CrimeType, Gender, ManagementLevel, SubjectState } from './codes.ts'
import { syncFields } from './document.ts'
import { merging } from './merge-rule.ts'
import { Values } from './values.ts'
import { wordFields } from './words.ts'

const text = (max: number) => z.string().max(max)

/** What the office writes about a correction subject (社区矫正对象); domain.md §3.4, the fields of the first release. */
export const SubjectFacts = z.strictObject({
  subjectNo: text(40),
  name: z.string().min(1).max(40),
  formerName: text(40),
  gender: Gender,
  /** As found in the ledger: old files have errors, so a failing number is kept and flagged, never rejected (GB 11643). */
  idNo: text(18),
  birthDate: LocalDate.nullable(),
  phone: text(30),
  category: Category,
  level: ManagementLevel,
  crimeType: CrimeType,
  charge: text(100),
  decisionOrganName: text(80),
  judgmentNo: text(80),
  termStart: LocalDate,
  termEnd: LocalDate,
  /** Day of reporting in (报到); null before it. */
  intakeDate: LocalDate.nullable(),
  /** T-06: fixed at intake for the whole case, never the current age. */
  minorRegime: z.boolean(),
  residence: text(200),
  village: text(60),
  huji: text(200),
  injunction: text(500),
  keySubject: z.boolean(),
  responsibleOfficerId: PersonId.nullable(),
  /** What a visitor should look for or beware of; shown to volunteers of the group too. */
  visitHint: text(500),
  state: SubjectState,
  note: text(2000),
  /** The rest of the file, by the fields of src-shared/casework/subject-fields.ts; absent in files of the first version. */
  more: merging({ kind: 'table' }, Values.optional()),
})
export type SubjectFacts = z.output<typeof SubjectFacts>

/** The grounds on which a file is sealed (CPL 286, Y-06; since 2026 also records of public-security violations). */
export const sealGroundLabels = { MINOR: '犯罪时不满十八周岁，被判处五年有期徒刑以下刑罚（《刑事诉讼法》第二百八十六条）', COURT: '人民法院通知封存', COUNTY: '县级社区矫正机构决定封存' } as const
export const Sealing = z.strictObject({ ground: z.enum(['MINOR', 'COURT', 'COUNTY']), documentNo: text(80), at: Instant, by: text(40) })

export const Subject = z.strictObject({
  id: SubjectId,
  ...SubjectFacts.shape,
  /** The import and row that made this subject. */
  source: z.strictObject({ importId: ImportId, row: z.int() }).nullable(),
  /** An import undone: hidden from lists, never deleted. */
  withdrawn: z.strictObject({ at: Instant, by: text(40), reason: text(200) }).nullable(),
  /** Sealed for good (犯罪记录封存): no list, search, count, export or print knows of it any more. */
  sealed: merging({ kind: 'sticky' }, Sealing.nullable().optional()),
  createdAt: Instant,
  editedAt: Instant,
  editedBy: text(40),
  ...wordFields(),
  ...syncFields,
})
export type Subject = z.output<typeof Subject>

/** Whether new records may be written about this subject. */
export function isOpen(subject: Pick<Subject, 'state' | 'withdrawn'>): boolean {
  return !subject.withdrawn && !closedStates.includes(subject.state)
}
