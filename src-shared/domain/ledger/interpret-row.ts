import type { LocalDate } from '../../kernel/time.ts'
import { type Category, categoryLabels, type CrimeType, crimeTypeLabels, type ManagementLevel, managementLevelLabels } from '../codes.ts'
import { SubjectFacts } from '../subject.ts'
import type { Values } from '../values.ts'
import type { LedgerRow } from './cell.ts'
import { type CellFinding, type ColumnMapping, LedgerField } from './fields.ts'
import { readCategory, readCrimeType, readLevel, readYesNo } from './read-code.ts'
import { type Identity, readIdentity } from './read-identity.ts'
import { readMore } from './read-more.ts'
import { readTerm, type Term } from './read-term.ts'
import { readText } from './read-text.ts'
import { createReading, named, type Reading } from './reading.ts'

/** A row as it would be imported. `facts` is null where an error keeps it out. */
export type InterpretedRow = {
  readonly row: number
  readonly cells: Partial<Record<LedgerField, string>>
  readonly findings: readonly CellFinding[]
  readonly facts: SubjectFacts | null
  /** For the search for doubles, also of rows that are kept out. */
  readonly idNo: string
  readonly subjectNo: string
  readonly name: string
}

type Frame = { readonly mapping: ColumnMapping; readonly today: LocalDate }

/** Reads one row by the mapping, on the day `today`. Never throws; whatever is wrong is a finding on a cell. */
export function interpretRow(row: LedgerRow, { mapping, today }: Frame): InterpretedRow {
  const reading = createReading(row, mapping)
  const texts = readTexts(reading)
  const identity = readIdentity(reading)
  const term = readTerm(reading, mapping, today)
  const codes = readCodes(reading)
  if (!texts.name && !reading.findings.some(({ field }) => field === 'name')) reading.error('name', `没有${named('name')}，请补填`)
  const more = readMore(reading, codes.category)
  const facts = assemble(reading, { ...texts, ...identity, ...term, ...codes, ...(Object.keys(more).length > 0 && { more }) })
  return {
    row: row.row,
    cells: reading.shown,
    findings: reading.findings,
    facts: reading.findings.some(({ severity }) => severity === 'error') ? null : facts,
    idNo: identity.idNo,
    subjectNo: texts.subjectNo,
    name: texts.name,
  }
}

function readTexts(reading: Reading) {
  const subjectNo = readText(reading, 'subjectNo')
  if (!subjectNo && reading.isMapped('subjectNo') && !reading.findings.some(({ field }) => field === 'subjectNo')) reading.warn('subjectNo', '没有编号，请补填')
  const injunction = readText(reading, 'injunction')
  return {
    subjectNo,
    name: readText(reading, 'name').replace(/(?<=\p{Script=Han})\s+(?=\p{Script=Han})/gu, ''),
    formerName: readText(reading, 'formerName'),
    phone: readText(reading, 'phone'),
    charge: readText(reading, 'charge'),
    decisionOrganName: readText(reading, 'decisionOrganName'),
    judgmentNo: readText(reading, 'judgmentNo'),
    residence: readText(reading, 'residence'),
    village: readText(reading, 'village'),
    huji: readText(reading, 'huji'),
    injunction: /^(无|否|没有|-|\/)$/.test(injunction) ? '' : injunction,
    note: readText(reading, 'note'),
  }
}

type Codes = { category: Category | null; level: ManagementLevel; crimeType: CrimeType; keySubject: boolean }

function readCodes(reading: Reading): Codes {
  const category = readBy(reading, 'category', readCategory)
  if (category) reading.show('category', categoryLabels[category])
  else if (!reading.findings.some(({ field }) => field === 'category')) reading.error('category', `没有${named('category')}，请补填`)
  const level = readBy(reading, 'level', readLevel)
  if (level) reading.show('level', managementLevelLabels[level])
  else if (!reading.findings.some(({ field }) => field === 'level')) reading.warn('level', '没有管理类别，先按“普管”导入，请核对')
  const crimeType = readBy(reading, 'crimeType', readCrimeType) ?? '99'
  if (reading.isMapped('crimeType')) reading.show('crimeType', crimeTypeLabels[crimeType])
  const keySubject = readBy(reading, 'keySubject', readYesNo) ?? false
  if (reading.isMapped('keySubject')) reading.show('keySubject', keySubject ? '是' : '否')
  return { category, level: level ?? 'ORDINARY', crimeType, keySubject }
}

// A category or level that cannot be read keeps the row out: duties hang on both.
function readBy<T>(reading: Reading, field: 'category' | 'level' | 'crimeType' | 'keySubject', read: (text: string) => { value: T; doubt: string } | { problem: string }): T | null {
  const text = readText(reading, field)
  if (!text) return null
  const answer = read(text)
  if ('problem' in answer) {
    if (field === 'category' || field === 'level') reading.error(field, answer.problem)
    else reading.warn(field, answer.problem)
    return null
  }
  if (answer.doubt) reading.warn(field, answer.doubt)
  return answer.value
}

function assemble(reading: Reading, read: ReturnType<typeof readTexts> & Identity & Term & Codes & { more?: Values }): SubjectFacts | null {
  const { waitsForReport, ...facts } = read
  if (!facts.category || !facts.termStart || !facts.termEnd) return null
  const parsed = SubjectFacts.safeParse({
    ...facts,
    minorRegime: isMinorOn(facts.birthDate, facts.intakeDate ?? facts.termStart),
    responsibleOfficerId: null,
    visitHint: '',
    state: waitsForReport ? 'PENDING_REPORT' : 'ACTIVE',
  })
  if (parsed.success) return parsed.data
  for (const issue of parsed.error.issues) {
    const field = LedgerField.safeParse(issue.path[0])
    const isSaid = reading.findings.some((finding) => finding.severity === 'error' && finding.field === field.data)
    if (field.success && !isSaid && issue.code === 'too_big') reading.error(field.data, `${named(field.data)}太长，最多 ${String(issue.maximum)} 个字，请缩短`)
  }
  if (!reading.findings.some(({ severity }) => severity === 'error')) reading.error('name', '这一行的内容不能导入，请核对')
  return null
}

// 依据:《社区矫正法》第五十八条, read with domain.md T-06: fixed at intake. 未满十八周岁 ends on the day after the birthday.
function isMinorOn(birthDate: LocalDate | null, day: LocalDate): boolean {
  if (!birthDate) return false
  const eighteenth = `${String(Number(birthDate.slice(0, 4)) + 18)}${birthDate.slice(4)}`
  return day <= eighteenth
}
