import { expect, it } from 'vitest'
import { defaultPolicy, HolidayYear } from '#shared/rules/index.ts'
import { readHolidayFile, withTable } from './holiday-file.ts'
import { policyProblems } from './policy-problems.ts'

const table = { year: 2027, notice: { title: '关于2027年部分节假日安排的通知', number: '国办发明电〔2026〕7号', issuedOn: '2026-11-04' }, daysVerified: true, numberVerified: true, remark: '', holidays: [{ name: '元旦', from: '2027-01-01', to: '2027-01-03' }], workdays: ['2027-02-20'] }

it('[CS18] a file of days off is taken whole or refused with the place that is wrong, in words', () => {
  expect(readHolidayFile(`\uFEFF${JSON.stringify(table)}`)).toMatchObject({ year: 2027 })
  expect(readHolidayFile('2027年放假安排')).toContain('不是一年的节假日表')
  expect(readHolidayFile(JSON.stringify(table).slice(0, 80))).toContain('没有拷贝完整')
  expect(readHolidayFile(JSON.stringify({ ...table, holidays: [{ name: '元旦', from: '2027-01-01', to: '1月3日' }] }))).toBe('这份年表填得不对：“假期 第 1 个 结束”不是存在的日期。没有采用。')
  expect(readHolidayFile(JSON.stringify({ ...table, workdays: ['2027-02-22'] }))).toContain('应当是周六或者周日')
  expect(readHolidayFile('{}')).toContain('“年份”请检查')
  expect(readHolidayFile('[]')).toContain('里面不是一年的年表')
})

it('[CS18] a second table of a year replaces the first, and years stand in order', () => {
  const [first, next] = [HolidayYear.parse(table), HolidayYear.parse({ ...table, year: 2026, holidays: [{ name: '元旦', from: '2026-01-01', to: '2026-01-03' }], workdays: [] })]
  const again = HolidayYear.parse({ ...table, remark: '更正' })
  expect(withTable(withTable([first], next), again).map(({ year, remark }) => [year, remark])).toEqual([[2026, ''], [2027, '更正']])
})

it('[CS19] each setting that cannot be saved is named as the page names it, with its limit', () => {
  expect(policyProblems(defaultPolicy)).toEqual([])
  const { STRICT, ...others } = defaultPolicy.frequencies
  expect(policyProblems({ ...defaultPolicy, planDays: 400, volunteerCeiling: Number.NaN, frequencies: { ...others, STRICT: { ...STRICT, visit: -1 } } })).toEqual([
    { name: 'frequencies', text: expect.stringMatching(/严管 走访”最小是 0/) }, { name: 'planDays', text: expect.stringMatching(/最大是 366/) }, { name: 'volunteerCeiling', text: expect.stringMatching(/请填写数字/) },
  ])
})
