import { z } from 'zod'
import { GeneralKind } from '../../domain/record-kinds.ts'
import { RecordId, SubjectId } from '../../kernel/ids.ts'
import { keysOf } from '../../kernel/keys-of.ts'

/** The ledgers that the seed asks of an office (domain.md §5), in the order of the page. */
export const ledgerLabels = {
  inspections: '排查督导', hazards: '隐患整改', conferences: '分析研判', drills: '应急演练', keySubjects: '重点对象', assistance: '帮扶', training: '培训率',
  staff: '队伍建设', meetings: '联席会议', visits: '走访频次', credit: '信用评分', disclosure: '矫务公开', stations: '工作站名录', budget: '经费',
} as const
export const LedgerName = z.enum(keysOf(ledgerLabels))
export type LedgerName = z.output<typeof LedgerName>

const Tone = z.enum(['plain', 'amber', 'red', 'grey'])

/** A number with the people or things behind it: no figure without names. */
const Figure = z.strictObject({ label: z.string(), value: z.string(), tone: Tone, behind: z.array(z.strictObject({ id: z.string(), name: z.string(), note: z.string() })) })
export type Figure = z.output<typeof Figure>

const Row = z.strictObject({
  id: z.string(),
  /** One text for each column. */
  cells: z.array(z.string()),
  tone: Tone,
  recordId: RecordId.nullable(),
  subjectId: SubjectId.nullable(),
  /** What is usually done next about this row: the kind to write, about whom, and what is known of it already. */
  act: z.strictObject({ label: z.string(), kind: z.union([GeneralKind, z.literal('visit')]), subjectId: SubjectId, prefill: z.record(z.string(), z.string()) }).nullable(),
})
export type LedgerRow = z.output<typeof Row>

/** One ledger as the page and the paper show it. */
export const LedgerView = z.strictObject({
  ledger: LedgerName,
  title: z.string(),
  /** Where the demand comes from and how the figures are reckoned. */
  note: z.string(),
  figures: z.array(Figure),
  columns: z.array(z.string()),
  rows: z.array(Row),
  /** Kinds of record about the office that this ledger is made of. */
  adds: z.array(GeneralKind),
})
export type LedgerView = z.output<typeof LedgerView>
