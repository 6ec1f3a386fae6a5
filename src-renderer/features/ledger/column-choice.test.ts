import { expect, it } from 'vitest'
import { columnLetters, columnUses, missingLabels, useOf, withUse } from './column-choice.ts'

it('[L8] a field has one column: choosing it elsewhere takes it away from the first', () => {
  const mapping = withUse({ name: 1, phone: 2 }, 3, 'phone')
  expect(mapping).toEqual({ name: 1, phone: 3 })
  expect(useOf(mapping, 2)).toBe('')
  expect(withUse(mapping, 1, '')).toEqual({ phone: 3 })
})

it('[L8] one column may hold both ends of the term, and gives both up together', () => {
  const both = withUse({ termStart: 4, termEnd: 5 }, 6, 'term')
  expect(both).toEqual({ termStart: 6, termEnd: 6 })
  expect(useOf(both, 6)).toBe('term')
  expect(withUse(both, 6, 'note')).toEqual({ note: 6 })
  expect(withUse(both, 7, 'termEnd')).toEqual({ termStart: 6, termEnd: 7 })
})

it('what is missing is named, and every field can be chosen once', () => {
  expect(missingLabels({ name: 0, category: null })).toEqual(['矫正类别', '矫正开始日期', '矫正结束日期'])
  expect(new Set(columnUses.map(({ value }) => value)).size).toBe(columnUses.length)
})

it('columns are named as the spreadsheet names them', () => {
  expect([0, 25, 26, 51, 52, 199].map(columnLetters)).toEqual(['A', 'Z', 'AA', 'AZ', 'BA', 'GR'])
})
