import { expect, it } from 'vitest'
import { ruleCatalogue } from './rule-catalogue.ts'

it('[RU1] every id of the sections once, no gap in a series', () => {
  const ids = ruleCatalogue.map(({ id }) => id)
  expect(new Set(ids).size).toBe(ids.length)
  const series = { 'A': 7, 'T-': 7, 'I-': 15, 'G-': 11, 'P-': 8, 'L-': 12, 'M-': 11, 'V-': 4, 'E-': 6, 'C-': 14, 'D-': 7, 'Y-': 6, 'H-': 5, 'S-': 2 }
  for (const [prefix, count] of Object.entries(series))
    for (let n = 1; n <= count; n++) expect(ids).toContain(prefix + (prefix === 'A' ? String(n) : String(n).padStart(2, '0')))
  expect(ids).toEqual(expect.arrayContaining(['C-00', 'C-R1', 'C-R2']))
  expect(ids).toHaveLength(Object.values(series).reduce((sum, n) => sum + n, 3))
})

it('[RU2] who is called verified carries words, who carries none says so; each has title, article and a day', () => {
  for (const rule of ruleCatalogue) {
    expect(rule.computed, rule.id).toBe(rule.silence === '')
    if (!rule.computed) expect(rule.silence, rule.id).toMatch(/。$/)
    expect(rule.verified, rule.id).toBe(rule.quote !== '')
    expect([rule.title, rule.article, rule.section].every(Boolean), rule.id).toBe(true)
    expect(rule.effectiveFrom, rule.id).toMatch(/^\d{4}-\d\d-\d\d$/)
    if (rule.article.startsWith('《社区矫正法实施办法》')) expect(rule.verified, rule.id).toBe(false)
  }
})
