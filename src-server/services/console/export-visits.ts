import writeXlsxFile, { type SheetData } from 'write-excel-file/node'
import { findRecordKind } from '#shared/casework/kinds/index.ts'
import { wordsOfValues } from '#shared/casework/value-words.ts'
import { type CorrectionRecord, findingGradeLabels, findingTopicLabels, recordKindLabels, reviewStateLabels } from '#shared/domain/record.ts'
import { fail, ok, type Result } from '#shared/kernel/result.ts'
import { type Instant, localDateOf, localTimeOf, toInstant } from '#shared/kernel/time.ts'
import type { County } from '../../county.ts'
import { type RecordFilter, selectRecords } from '../../db/views/records.ts'
import { namesIn } from './names.ts'
import { safeCell } from './safe-cell.ts'
import type { ConsoleUser } from './session.ts'
import { toVisitRow } from './visit-row.ts'

type Exported = { fileName: string; base64: string; rows: number }
type Row = ReturnType<typeof toVisitRow> & { firstReceivedAt: Instant; nameOf(id: string): string | undefined }

/** A workbook of more rows is refused: it would hold up everybody else's calls while it is made. */
const mostRows = 20_000

const columns: { title: string; width: number; text(row: Row): string }[] = [
  { title: '司法所', width: 18, text: ({ officeName }) => officeName },
  { title: '矫正对象', width: 12, text: ({ subjectName }) => subjectName },
  { title: '类型', width: 8, text: ({ record }) => recordKindLabels[record.kind] },
  { title: '发生时间', width: 18, text: ({ record }) => timeText(record.occurredAt) },
  { title: '记录时间', width: 18, text: ({ record }) => timeText(record.recordedAt) },
  { title: '县局接收时间', width: 18, text: ({ firstReceivedAt }) => timeText(firstReceivedAt) },
  { title: '补录', width: 6, text: ({ record }) => (record.late ? '是' : '') },
  { title: '地点', width: 24, text: ({ record }) => (record.kind === 'confirmation' ? '' : record.place) },
  { title: '记录人', width: 10, text: ({ record }) => record.author.name },
  { title: '同行人', width: 16, text: ({ record }) => (record.kind === 'confirmation' ? '' : record.participants.map(({ name }) => name).join('、')) },
  { title: '已确认', width: 16, text: ({ confirmedBy }) => confirmedBy.join('、') },
  { title: '发现情况', width: 40, text: ({ record }) => findingsText(record) },
  { title: '内容', width: 60, text: ({ record }) => (record.kind === 'confirmation' ? '' : isRestricted(record) ? keptBack : record.text) },
  { title: '更正说明', width: 24, text: ({ record }) => record.corrects?.reason ?? '' },
  { title: '审核', width: 10, text: ({ record }) => (record.review ? reviewStateLabels[record.review.state] : '待审核') },
  { title: '审核意见', width: 24, text: ({ record }) => record.review?.comment ?? '' },
  { title: '填写的内容', width: 60, text: (row) => answersText(row) },
]

/** The records of a filter as a workbook, with a sheet that says who took it away, when and for what. */
export async function exportVisits(county: County, { filter, purpose }: { filter: RecordFilter; purpose: string }, by: ConsoleUser): Promise<Result<Exported, 'TOO_LARGE'>> {
  const { rows, total } = await selectRecords(county.db, filter, { offset: 0, limit: mostRows })
  if (total > mostRows) return fail('TOO_LARGE')
  const now = toInstant(county.now())
  const kind = filter.kind === 'general' ? '其他' : recordKindLabels[filter.kind]
  const shown = rows.map((row) => ({ ...toVisitRow(row), firstReceivedAt: row.firstReceivedAt }))
  const names = new Map<string, string>()
  for (const officeId of new Set(shown.map((row) => row.officeId)))
    for (const { id, words } of await namesIn(county.db, shown.filter((row) => row.officeId === officeId).map(({ record }) => record), officeId)) names.set(id, words)
  const list: SheetData = [columns.map(({ title }) => ({ value: title, fontWeight: 'bold' as const })), ...shown.map((row): Row => ({ ...row, nameOf: (id) => names.get(id) })).map((row) => columns.map((column) => cell(column.text(row))))]
  const notes: SheetData = [['导出人', by.name], ['导出时间', timeText(now)], ['用途', purpose], ['条数', String(rows.length)], ['说明', '含个人信息，用后请按规定保管或销毁。']].map((line) => line.map(cell))
  const buffer = await writeXlsxFile([
    { data: list, sheet: `${kind}记录`, columns: columns.map(({ width }) => ({ width })), stickyRowsCount: 1 },
    { data: notes, sheet: '导出说明', columns: [{ width: 14 }, { width: 60 }] },
  ]).toBuffer()
  return ok({ fileName: `${kind}记录-${localDateOf(now)}.xlsx`, base64: buffer.toString('base64'), rows: rows.length })
}

/** Always text: a number-like ID or a date must arrive as it was written. */
const cell = (text: string) => ({ value: safeCell(text), type: String })

function findingsText(record: CorrectionRecord): string {
  if (record.kind !== 'visit') return ''
  return record.findings.map(({ topic, grade, text }) => `${findingTopicLabels[topic]}：${findingGradeLabels[grade]}${text ? `（${text}）` : ''}`).join('；')
}

// What was told to a counsellor leaves the county on no sheet; it is read in the console, one record at a time.
const keptBack = '（心理内容不导出）'
const isRestricted = ({ kind }: CorrectionRecord): boolean => findRecordKind(kind)?.restricted === true

function answersText({ record, nameOf }: Row): string {
  const form = findRecordKind(record.kind)
  if (!form || !('values' in record)) return ''
  return form.restricted ? keptBack : wordsOfValues(form.fields, record.values, nameOf).map(({ label, text }) => `${label}：${text}`).join('；')
}

const timeText = (instant: Instant) => `${localDateOf(instant)} ${localTimeOf(instant)}`
