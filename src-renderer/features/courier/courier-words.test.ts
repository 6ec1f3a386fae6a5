import { expect, it } from 'vitest'
import { Instant } from '#shared/kernel/time.ts'
import { kindWords, overdueWords } from './courier-words.ts'

const at = (text: string) => Instant.parse(text)

it('[CR20] an answer that is out is counted in days, and after a fortnight somebody is asked to look', () => {
  const since = at('2026-11-01T02:00:00.000Z')
  expect(overdueWords(since, at('2026-11-01T09:00:00.000Z'))).toEqual({ words: '今天写出的文件还没有回执。', late: false })
  expect(overdueWords(since, at('2026-11-14T09:00:00.000Z'))).toMatchObject({ words: '写出的文件已有 13 天没有回执。', late: false })
  expect(overdueWords(since, at('2026-11-15T09:00:00.000Z'))).toMatchObject({ words: expect.stringContaining('请问问县局'), late: true })
})

it('[CR20] a file is named by what it is and its number', () => {
  expect([kindWords({ kind: 'answer', number: 3 }), kindWords({ kind: 'request', number: null }), kindWords({ kind: null, number: null })]).toEqual(['第 3 号回执', '接入申请', '读不出来的文件'])
})
