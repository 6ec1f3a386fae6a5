import { describe, expect, it } from 'vitest'
import { LocalDate } from '#shared/kernel/time.ts'
import { emptyFilter, isFiltering, toSubjectFilter } from './subject-filter.ts'
import { emptyForm, idNumberWarning, readForm } from './subject-form.ts'
import { termProgress } from './term.ts'

const day = (text: string): LocalDate => LocalDate.parse(text)
const complete = { ...emptyForm, name: ' 蓝永福 ', category: 'PROBATION', termStart: '2026-01-05', termEnd: '2027-01-04' } as const

describe('filters of the list', () => {
  it('[DK16] leave out what is not chosen and what is no value of a filter', () => {
    expect(toSubjectFilter(emptyFilter)).toEqual({ sort: 'subjectNo', descending: false })
    expect(toSubjectFilter({ ...emptyFilter, text: ' wjg ', level: 'STRICT' })).toEqual({ text: 'wjg', level: 'STRICT', sort: 'subjectNo', descending: false })
    expect(toSubjectFilter({ ...emptyFilter, state: 'NONSENSE' })).toEqual({})
    expect([isFiltering(emptyFilter), isFiltering({ ...emptyFilter, syncState: 'waiting' })]).toEqual([false, true])
  })
})

describe('form of a subject', () => {
  it('[DK17] names each field that is missing or wrong', () => {
    expect(readForm(emptyForm)).toEqual({ problems: { name: '请填写姓名。', category: '请选择矫正类别。', termStart: '请填写矫正开始日期。', termEnd: '请填写矫正期满日期。' } })
    expect(readForm({ ...complete, termEnd: '2025-01-04' })).toEqual({ problems: { termEnd: '期满日期早于开始日期，请核对。' } })
    expect(readForm({ ...complete, birthDate: '1985-02-30' })).toMatchObject({ problems: { birthDate: expect.stringContaining('没有这一天') } })
    expect(readForm({ ...complete, idNo: '1'.repeat(19) })).toMatchObject({ problems: { idNo: expect.any(String) } })
  })

  it('[DK17] gives the facts without stray spaces', () => {
    expect(readForm(complete)).toMatchObject({ facts: { name: '蓝永福', category: 'PROBATION' } })
  })

  it('[DK17] warns of an ID number that cannot be right, and lets it pass', () => {
    expect(idNumberWarning('')).toBe('')
    expect(idNumberWarning('11010519491231002x')).toBe('')
    expect(idNumberWarning('110105194912310021')).toContain('校验码')
    expect(readForm({ ...complete, idNo: '110105194912310021' })).toHaveProperty('facts')
  })
})

describe('the term', () => {
  it('[DK22] counts both ends', () => {
    const [start, end] = [day('2026-01-01'), day('2026-01-10')]
    expect(termProgress(start, end, day('2026-01-01'))).toMatchObject({ total: 10, served: 1, left: 9, words: '已执行 1 天，还剩 9 天' })
    expect(termProgress(start, end, day('2026-01-10'))).toMatchObject({ served: 10, left: 0, share: 1 })
    expect(termProgress(start, end, day('2026-01-12')).words).toBe('已期满 2 天')
    expect(termProgress(start, end, day('2025-12-30')).words).toBe('还有 2 天开始')
  })
})
