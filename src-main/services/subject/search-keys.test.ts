import { describe, expect, it } from 'vitest'
import { matches, toSearchKeys, wordsOf } from './search-keys.ts'

const person = { name: '单雄信', formerName: '单小虎', idNo: '33250119900307123X', subjectNo: 'LD-2026-0012', phone: '139 5780-0001' }
const found = (text: string, over: Partial<typeof person> = {}): boolean => matches(toSearchKeys({ ...person, ...over }), wordsOf(text))

describe('search keys', () => {
  it.each([
    ['雄', true], ['单雄信', true], ['单小虎', true], ['信雄', false],
    ['shanxiongxin', true], ['danxiongxin', true], ['ShanX', true], ['sxx', true], ['dxx', true], ['shanxx', true], ['xiongxin', true], ['xx', true], ['iong', false],
    ['123x', true], ['123X', true], ['0307', false], ['0307123X', true], ['0012', true], ['ld-2026', true], ['1395780', true], ['0001', true], ['57', false], ['12', true],
    ['雄 123x', true], ['雄 999', false], ['ｓｘｘ', true], ['', true], ['  ', true],
  ])('[SU5] %s finds him: %s', (text, expected) => expect(found(text)).toBe(expected))

  it.each([
    ['曾国强', 'zgq'], ['曾国强', 'zengguoqiang'], ['吕布', 'lvbu'], ['吕布', 'lübu'], ['尉迟恭', 'yuchigong'], ['欧阳明', 'ouyangming'], ['查良', 'zhaliang'], ['解珍', 'xiezhen'],
    ['仇英', 'qiuying'], ['任盈', 'ry'], ['阿依古丽·买买提', 'aygl'], ['Maria', 'mar'], ['乐毅', 'yueyi'], ['盖文', 'gewen'],
  ])('[SU5] %s is found by %s', (name, text) => expect(found(text, { name, formerName: '' })).toBe(true))

  it('[SU5] a file without numbers is not found by every number', () => {
    expect(found('1', { idNo: '', subjectNo: '', phone: '' })).toBe(false)
  })
})
