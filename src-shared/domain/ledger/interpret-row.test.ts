import { expect, it } from 'vitest'
import { LocalDate } from '../../kernel/time.ts'
import { checkCharacterOf } from '../id-number.ts'
import type { LedgerCell } from './cell.ts'
import { type ColumnMapping, LedgerField } from './fields.ts'
import { markDoubles } from './find-doubles.ts'
import { interpretRow } from './interpret-row.ts'

const today = LocalDate.parse('2026-11-22')
const idNo = (born: string, order: string): string => `331102${born}${order}${checkCharacterOf(`331102${born}${order}`)}`
const clean: Partial<Record<LedgerField, string | LedgerCell>> = {
  subjectNo: 'A1', name: '蓝水法', gender: '男', idNo: idNo('19900307', '011'), birthDate: '1990-3-7', category: '缓刑', level: '普管', termStart: '2026-01-10', termEnd: '2028-01-09', intakeDate: '2026-01-12',
}

function read(over: Partial<Record<LedgerField, string | LedgerCell | null>> = {}) {
  const values = { ...clean, ...over }
  const mapping: ColumnMapping = {}
  const cells = LedgerField.options.flatMap((field) => {
    const value = values[field]
    if (value === undefined) return []
    mapping[field] = Object.keys(mapping).length
    return [value === null ? null : typeof value === 'string' ? { kind: 'text', text: value } as const : value]
  })
  return interpretRow({ row: 5, cells }, { mapping, today })
}
const found = (row: ReturnType<typeof read>): string[] => row.findings.map(({ severity, field, text }) => `${severity} ${field} ${text}`)
const number = (text: string): LedgerCell => ({ kind: 'number', text })
const formula = (text: string): LedgerCell => ({ kind: 'formula', text })

it('a clean row has no finding and becomes a whole file', () => {
  const row = read()
  expect(found(row)).toEqual([])
  expect(row.facts).toMatchObject({ name: '蓝水法', gender: '1', category: 'PROBATION', level: 'ORDINARY', state: 'ACTIVE', minorRegime: false, crimeType: '99', birthDate: '1990-03-07' })
})

it.each([
  [number('331102199003070000'), /末尾几位已经变成 0/],
  [number('3.31102199003070E+17'), /末尾几位已经变成 0/],
  ['3.31102E+17', /末尾几位已经变成 0/],
  ['331102199003070000', /末三位都是 0 且校验不对/],
  [number('331102900307011'), /不是文本/],
  ['3311021990030701155', /多于 18 位/],
] as const)('[L9] %j keeps the row out', (value, text) => {
  const row = read({ idNo: value })
  expect(found(row)).toEqual([expect.stringMatching(text)])
  expect(row.facts).toBeNull()
})

it('[L9] a sound number that ends in 000 is no damage', () => {
  const rounds = Array.from({ length: 28 }, (_, day) => idNo(`199003${String(day + 1).padStart(2, '0')}`, '100')).filter((text) => text.endsWith('000'))
  expect(rounds.length).toBeGreaterThan(0)
  for (const round of rounds) expect(read({ idNo: round, birthDate: null, gender: null })).toMatchObject({ facts: { idNo: round }, findings: [] })
})

it('[L10] a failing ID number is kept as it stands, with a warning', () => {
  const wrong = `${(idNo('19900307', '011')).slice(0, 17)}${idNo('19900307', '011').endsWith('1') ? '2' : '1'}`
  const row = read({ idNo: wrong })
  expect(row.facts?.idNo).toBe(wrong)
  expect(found(row)).toEqual([expect.stringContaining('warning idNo')])
  expect(found(read({ idNo: '331102900307011' }))).toEqual([expect.stringContaining('15 位旧号')])
})

it('[L12] category: names anywhere in the text, two-digit codes with a doubt, anything else keeps the row out', () => {
  const names = { 缓刑: 'PROBATION', '02-缓刑': 'PROBATION', 宣告缓刑: 'PROBATION', 假释: 'PAROLE', 管制: 'SURVEILLANCE', 暂予监外执行: 'TEMP_OUTSIDE', 保外就医: 'TEMP_OUTSIDE' }
  for (const [text, category] of Object.entries(names)) expect(read({ category: text })).toMatchObject({ facts: { category }, findings: [] })
  expect(read({ category: '03' })).toMatchObject({ facts: { category: 'PAROLE' }, findings: [{ severity: 'warning', field: 'category' }] })
  for (const text of ['2', number('2'), '社区矫正', '缓刑、管制']) expect(read({ category: text }).facts).toBeNull()
})

it('levels by name or number; an unreadable one keeps the row out, a missing one is 普管 with a warning', () => {
  for (const [text, level] of Object.entries({ 严管: 'STRICT', 严格管理: 'STRICT', 普通管理: 'ORDINARY', 宽管: 'LENIENT', 一级: 'STRICT', 三级矫正: 'LENIENT' })) expect(read({ level: text }).facts?.level).toBe(level)
  expect(read({ level: '04' }).facts).toBeNull()
  expect(read({ level: null })).toMatchObject({ facts: { level: 'ORDINARY' }, findings: [{ severity: 'warning', field: 'level' }] })
})

it('[L13] a formula keeps the row out where it weighs, and is left out elsewhere', () => {
  for (const field of ['name', 'idNo', 'subjectNo', 'category', 'termStart', 'termEnd'] as const) expect(read({ [field]: formula('2027-01-01') }).facts).toBeNull()
  const row = read({ village: formula('岭脚村'), birthDate: formula('1990-03-07') })
  expect(row.facts).toMatchObject({ village: '', birthDate: '1990-03-07' })
  expect(found(row)).toEqual([expect.stringContaining('没有采用'), expect.stringContaining('没有采用')])
})

it('[L14] gender and birth date come from the ID number when they are missing, and yield to it when they differ', () => {
  expect(read({ gender: null, birthDate: null })).toMatchObject({ facts: { gender: '1', birthDate: '1990-03-07' }, findings: [] })
  const row = read({ gender: '女', birthDate: '1991-03-07' })
  expect(row).toMatchObject({ facts: { gender: '1', birthDate: '1990-03-07' }, cells: { gender: '男', birthDate: '1990-03-07' } })
  expect(found(row)).toEqual([expect.stringContaining('以身份证号为准'), expect.stringContaining('以身份证号为准')])
})

it('[L15] terms: backwards is an error, over is a warning, missing is an error', () => {
  expect(found(read({ termEnd: '2026-01-09' }))).toEqual([expect.stringContaining('error termEnd')])
  expect(found(read({ termEnd: '2026-11-21' }))).toEqual([expect.stringContaining('warning termEnd')])
  expect(found(read({ termEnd: '2026-11-22' }))).toEqual([])
  expect(found(read({ termStart: null }))).toEqual([expect.stringContaining('error termStart')])
})

it('[L16] the minors regime: up to and including the eighteenth birthday on the day of intake', () => {
  const born = (birthday: string, intakeDate: string | null) => read({ idNo: idNo(birthday.replaceAll('-', ''), '011'), birthDate: birthday, intakeDate }).facts?.minorRegime
  expect(born('2008-01-12', '2026-01-12')).toBe(true)
  expect(born('2008-01-11', '2026-01-12')).toBe(false)
  expect(born('2008-01-10', null)).toBe(true)
  expect(born('2008-01-09', null)).toBe(false)
  // Fixed at intake: who has turned eighteen since stays under it.
  expect(born('2008-06-01', '2026-01-12')).toBe(true)
})

it('nobody who has not reported in is counted as present', () => {
  expect(read({ intakeDate: null })).toMatchObject({ facts: { state: 'PENDING_REPORT' }, findings: [{ field: 'intakeDate' }] })
  expect(read({ intakeDate: '2026-11-23' })).toMatchObject({ facts: { state: 'PENDING_REPORT' } })
})

it('[L17] doubles: the first stays, later ones are kept out; without an ID number namesakes are a warning', () => {
  const known = { byIdNo: new Map(), bySubjectNo: new Map() }
  const rows = [read(), { ...read({ subjectNo: 'A2' }), row: 6 }, { ...read({ subjectNo: 'A1', idNo: idNo('19900307', '033') }), row: 7 }]
  expect(markDoubles(rows, known).map(({ facts, findings }) => [facts !== null, ...findings.map(({ field }) => field)])).toEqual([[true, 'idNo', 'subjectNo'], [false, 'idNo'], [false, 'subjectNo']])
  const nameless = [read({ idNo: null, subjectNo: 'B1' }), { ...read({ idNo: null, subjectNo: 'B2' }), row: 6 }]
  expect(markDoubles(nameless, known).every(({ facts, findings }) => facts && findings.some(({ field }) => field === 'name'))).toBe(true)
})

it('[L18] nothing is cut or dropped in silence', () => {
  expect(found(read({ village: '村'.repeat(61) }))).toEqual([expect.stringContaining('太长，最多 60 个字')])
  expect(read({ village: '村'.repeat(61) }).facts).toBeNull()
  expect(read({ name: '蓝\u202E水法' })).toMatchObject({ facts: { name: '蓝水法' }, findings: [{ severity: 'warning', field: 'name' }] })
  expect(found(read({ name: '蓝\uE815' }))).toEqual([expect.stringContaining('生僻字')])
  expect(read({ phone: number('13800001234') })).toMatchObject({ facts: { phone: '13800001234' }, findings: [] })
  expect(read({ judgmentNo: number('1234567890123456789') })).toMatchObject({ facts: { judgmentNo: '' }, findings: [{ severity: 'warning', field: 'judgmentNo' }] })
  expect(found(read({ subjectNo: { kind: 'date', text: '2025-01-01' } }))).toEqual([expect.stringContaining('当成了日期')])
  expect(found(read({ name: null }))).toEqual(['error name 没有“姓名”，请补填'])
  expect(read({ name: '蓝 水 法' })).toMatchObject({ facts: { name: '蓝水法' } })
})

it('[L23] the rest of the file is read by words, codes with a doubt; what cannot be read is left out and said at its cell', () => {
  const row = read({ education: '04 高中', marital: '离婚', ethnic: '畲族', sentenceMonths: '有期徒刑二年六个月', addPenalty: '罚金、剥夺政治权利', recidivist: '否', judgmentDate: '2025.12.20' })
  expect(found(row)).toEqual([])
  expect(row.facts?.more).toEqual({ education: '04', marital: '03', ethnic: '畲族', sentenceMonths: 30, addPenalty: ['01', '02'], recidivist: false, judgmentDate: '2025-12-20' })
  expect(row.cells).toMatchObject({ education: '高中', sentenceMonths: '30 个月', addPenalty: '罚金、剥夺政治权利' })
  expect(found(read({ education: '2' }))).toEqual(['warning education 代码 2 读作“小学”，请核对'])
  const wrong = read({ education: '上过学', judgmentDate: '去年', sentenceMonths: '较长', recidivist: '可能', temporaryReason: '保外就医' })
  expect(found(wrong)).toEqual([
    expect.stringMatching(/warning sentenceMonths .*没有采用/), expect.stringMatching(/warning judgmentDate .*没有采用/), expect.stringMatching(/warning recidivist .*没有采用/),
    expect.stringMatching(/warning temporaryReason .*暂予监外执行/), expect.stringMatching(/warning education .*“文盲”“小学”/),
  ])
  expect(wrong.facts).not.toBeNull()
  expect(wrong.facts).not.toHaveProperty('more')
  expect(read({ category: '暂予监外执行', temporaryReason: '保外就医' }).facts?.more).toEqual({ temporaryReason: 'MEDICAL', isOutside: true })
  expect(read({ employer: '厂'.repeat(101) }).facts).toBeNull()
})
