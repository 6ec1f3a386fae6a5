import { z } from 'zod'
import { moreFields, type MoreField, moreLabels } from './more-fields.ts'

const baseFields = ['subjectNo', 'name', 'formerName', 'gender', 'idNo', 'birthDate', 'phone', 'category', 'level', 'crimeType', 'charge', 'decisionOrganName', 'judgmentNo', 'termStart', 'termEnd', 'intakeDate', 'residence', 'village', 'huji', 'injunction', 'keySubject', 'note'] as const
/** The fields of a subject that a ledger column can fill: those of the first entry, then the rest of the file. */
export const LedgerField = z.enum([...baseFields, ...moreFields])
export type LedgerField = z.output<typeof LedgerField>

/** Column index (0-based) for each field; null: not in this file. */
export const ColumnMapping = z.partialRecord(LedgerField, z.int().nonnegative().nullable())
export type ColumnMapping = z.output<typeof ColumnMapping>

/** A finding on one cell. `error` keeps the row out, `warning` lets it in and marks it. */
export const CellFinding = z.strictObject({ field: LedgerField.nullable(), severity: z.enum(['error', 'warning']), text: z.string() })
export type CellFinding = z.output<typeof CellFinding>

const baseLabels: Record<Exclude<LedgerField, MoreField>, string> = {
  subjectNo: '编号', name: '姓名', formerName: '曾用名', gender: '性别', idNo: '身份证号', birthDate: '出生日期', phone: '联系电话',
  category: '矫正类别', level: '管理类别', crimeType: '犯罪类型', charge: '罪名', decisionOrganName: '决定机关', judgmentNo: '判决书编号',
  termStart: '矫正开始日期', termEnd: '矫正结束日期', intakeDate: '报到日期', residence: '居住地', village: '村（居）', huji: '户籍地',
  injunction: '禁止令', keySubject: '重点对象', note: '备注',
}
export const ledgerFieldLabels: Record<LedgerField, string> = { ...moreLabels, ...baseLabels }

/** Without a column for each of these no row can be imported. */
export const requiredFields: readonly LedgerField[] = ['name', 'category', 'termStart', 'termEnd']

/** A ledger larger than this is cut up by the clerk; no township office has a tenth of it. */
export const LEDGER_ROW_LIMIT = 5000
