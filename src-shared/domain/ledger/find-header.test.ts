import { expect, it } from 'vitest'
import type { LedgerCell, LedgerRow } from './cell.ts'
import { LedgerField } from './fields.ts'
import { findHeader } from './find-header.ts'
import { plainTitle, termTitles, titlesOf } from './header-words.ts'

const cell = (text: string, merged = false): LedgerCell | null => (text ? { kind: 'text', text, ...(merged ? { merged } : {}) } : null)
const rowsOf = (...lines: string[][]): LedgerRow[] => lines.map((texts, index) => ({ row: index + 1, cells: texts.map((text) => cell(text)) }))

it('[L8] the title row is found below a merged headline and a line of remarks', () => {
  const wide = Array<string>(6).fill('某乡司法所台账')
  const header = findHeader(rowsOf(wide, ['填报单位：某所', '', '', '日期'], ['序号', '矫正对象姓名', '身份证号', '类别', '矫正期限起', '矫正期限止'], ['1', '蓝水法', 'x', '缓刑', '2026-1-1', '2027-1-1']))
  expect(header).toMatchObject({ rowsAbove: 3, guess: { name: 1, idNo: 2, category: 3, termStart: 4, termEnd: 5 } })
})

it('[L8] the codes of the national system are known', () => {
  expect(findHeader(rowsOf(['dxbh', 'xm', 'xb', 'sfzh', 'csrq', 'jzlb', 'sqjzksrq', 'sqjzjsrq', 'gllb', 'grlxdh'], ['1']))?.guess).toEqual({
    subjectNo: 0, name: 1, gender: 2, idNo: 3, birthDate: 4, category: 5, termStart: 6, termEnd: 7, level: 8, phone: 9,
  })
})

it('[L8] the family never becomes the subject, whatever comes first', () => {
  const header = findHeader(rowsOf(['监护人姓名', '家属身份证号码', '家属联系电话', '姓名', '身份证号码', '联系电话', '联系电话'], ['x']))
  expect(header?.guess).toEqual({ guardianName: 0, name: 3, idNo: 4, phone: 5 })
})

it('[L23] the rest of the file has its columns, by words and by the codes of the national system', () => {
  expect(findHeader(rowsOf(['姓名', '民族', '学历', '政治面貌', '婚姻状况', '工作单位', '原判刑期'], ['x']))?.guess).toEqual({ name: 0, ethnic: 1, education: 2, politicalNow: 3, marital: 4, employer: 5, sentenceMonths: 6 })
  expect(findHeader(rowsOf(['xm', 'mz', 'whcd', 'hyzk', 'jyjxqk', 'ypxf', 'fjx', 'sqjzjdjg'], ['x']))?.guess).toEqual({ name: 0, ethnic: 1, education: 2, marital: 3, employment: 4, origPenalty: 5, addPenalty: 6, organType: 7 })
})

it('[L8] titles over two rows are put together', () => {
  const upper = ['姓名', '身份证号', '矫正期限', '矫正期限', '类别'].map((text) => cell(text))
  const lower = [cell('姓名', true), cell('身份证号', true), cell('起'), cell('止'), cell('类别', true)]
  const header = findHeader([{ row: 1, cells: upper }, { row: 2, cells: lower }, { row: 3, cells: ['蓝', 'x', '2026-1-1', '2027-1-1', '缓刑'].map((text) => cell(text)) }])
  expect(header).toMatchObject({ rowsAbove: 2, titles: ['姓名', '身份证号', '矫正期限起', '矫正期限止', '类别'], guess: { name: 0, idNo: 1, termStart: 2, termEnd: 3, category: 4 } })
})

it('[L8] one column with both ends of the term fills both; one with a length of time fills none', () => {
  expect(findHeader(rowsOf(['姓名', '类别', '矫正期限'], ['蓝', '缓刑', '2026-01-01至2027-01-01']))?.guess).toMatchObject({ termStart: 2, termEnd: 2 })
  expect(findHeader(rowsOf(['姓名', '类别', '矫正期限'], ['蓝', '缓刑', '一年']))?.guess).toEqual({ name: 0, category: 1 })
})

it('[L8] unknown titles give no guess, and an empty sheet no header', () => {
  expect(findHeader(rowsOf(['甲', '乙'], ['1', '2']))).toMatchObject({ guess: {}, rowsAbove: 1, titles: ['甲', '乙'] })
  expect(findHeader([])).toBeNull()
})

it('[L8] no title stands for two fields', () => {
  const all = [...LedgerField.options.flatMap((field) => [...titlesOf(field)]), ...termTitles]
  expect(all.filter((title, index) => all.indexOf(title) !== index)).toEqual([])
  expect(all.filter((title) => plainTitle(title) !== title)).toEqual([])
})
