import type { Invented } from './invent-people.ts'
import { type SampleCell, serialOf } from './write-workbook.ts'

const HEADLINE = '莲都区峰源司法所社区矫正对象台账'
export const TITLES = [
  '序号', '编号', '姓名', '性别', '出生年月', '身份证号码', '矫正类别', '罪名', '犯罪类型', '判决机关', '判决书文号', '矫正期限起', '矫正期限止', '报到日期', '管理类别',
  '所在村（居）', '现居住地址', '户籍地址', '联系电话', '家属联系电话', '是否重点对象', '禁止令', '备注',
]
const FIRST_ROW = 4
const column = (title: string): number => TITLES.indexOf(title)

/** The faults of the sample: which row of the file, which column, what stands there instead. */
export const faults: readonly { row: number; kind: string; column: string; cell: (person: Invented, all: readonly Invented[]) => SampleCell }[] = [
  { row: 8, kind: 'wrong check character', column: '身份证号码', cell: ({ idNo }) => idNo.slice(0, 17) + (idNo.endsWith('5') ? '6' : '5') },
  { row: 13, kind: 'damaged number', column: '身份证号码', cell: ({ idNo }) => ({ number: `${idNo.slice(0, 15)}000` }) },
  { row: 19, kind: 'birth date against ID', column: '出生年月', cell: ({ birthDate }) => ({ day: `${birthDate.slice(0, 4)}-${birthDate.slice(5, 7) === '12' ? '11' : '12'}-15` }) },
  { row: 24, kind: 'no such day', column: '矫正期限起', cell: ({ termStart }) => `${termStart.slice(0, 4)}年2月30日` },
  { row: 30, kind: 'ends before it begins', column: '矫正期限止', cell: () => ({ day: '2023-05-18' }) },
  { row: 35, kind: 'no name', column: '姓名', cell: () => null },
  { row: 41, kind: 'category as a code', column: '矫正类别', cell: () => '02' },
  { row: 46, kind: 'formula', column: '矫正期限止', cell: ({ termStart, termEnd }) => ({ formula: `EDATE(L46,${12 * (Number(termEnd.slice(0, 4)) - Number(termStart.slice(0, 4)))})`, cached: String(serialOf(termEnd)) }) },
  { row: 52, kind: 'the same person twice', column: '身份证号码', cell: (_, all) => all[2]?.idNo ?? null },
  { row: 52, kind: 'the same person twice', column: '姓名', cell: (_, all) => all[2]?.name ?? null },
  { row: 52, kind: 'the same person twice', column: '性别', cell: (_, all) => all[2]?.gender ?? null },
  { row: 52, kind: 'the same person twice', column: '出生年月', cell: (_, all) => all[2]?.birthDate ?? null },
  { row: 58, kind: 'term is over', column: '矫正期限止', cell: ({ termStart }) => ({ day: `2026-${termStart > '2026-08-01' ? '11-0' : '09-1'}5` }) },
]

/** The whole sheet: headline, line with unit and date, titles, people. */
export function ledgerRows(people: readonly Invented[]): SampleCell[][] {
  return [
    [HEADLINE],
    ['填报单位：峰源司法所', ...Array<null>(15).fill(null), '填报日期：2026年11月20日'],
    TITLES,
    ...people.map((person, index) => withFaults(rowOf(person, index), { row: index + FIRST_ROW, person, people })),
  ]
}

function withFaults(cells: SampleCell[], place: { row: number; person: Invented; people: readonly Invented[] }): SampleCell[] {
  for (const fault of faults) if (fault.row === place.row) cells[column(fault.column)] = fault.cell(place.person, place.people)
  return cells
}

// Several hands have kept this ledger: days stand in it as days and in four writings.
function rowOf(person: Invented, index: number): SampleCell[] {
  return [
    { number: String(index + 1) }, person.subjectNo, person.name, person.gender, day(person.birthDate, index), person.idNo, person.category, person.charge, person.crimeType,
    person.court, person.judgmentNo, day(person.termStart, index + 1), day(person.termEnd, index + 1), day(person.intakeDate, index + 2), person.level,
    person.village, person.residence, person.huji, index % 9 === 3 ? { number: person.phone } : person.phone, person.familyPhone, person.keySubject, person.injunction, person.note,
  ]
}

function day(date: string, variant: number): SampleCell {
  const [year = '', month = '', dayOfMonth = ''] = date.split('-')
  switch (variant % 8) {
    case 1:
      return `${year}.${month}.${dayOfMonth}`
    case 3:
      return `${year}年${Number(month)}月${Number(dayOfMonth)}日`
    case 5:
      return `${year}-${Number(month)}-${Number(dayOfMonth)}`
    case 7:
      return year + month + dayOfMonth
    default:
      return { day: date }
  }
}
