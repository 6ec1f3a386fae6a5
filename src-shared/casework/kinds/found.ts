import { choice, link, text } from '../field.ts'
import { recordKind } from '../record-kind.ts'
import { line, say } from './words.ts'

const ways = { RETURNED: '自行返回', FOUND: '被找到', POLICE: '公安机关带回', DETAINED: '已被羁押' } as const

/** 恢复联系: the end of an absence. */
export const found = recordKind('found', {
  section: 'conduct',
  article: '《社区矫正法》第三十条',
  guide: '发生时间填重新受到监管的日期。下落查明但不回来的，不算恢复联系。',
  fields: {
    absenceId: link('结束的脱离监管', ['absence'], { required: true }),
    how: choice('怎样恢复', ways, { required: true }),
    where: text('在何处'),
    reason: text('本人说明的原因', { lines: 2, required: true }),
  },
  facts: ({ absenceId }, { id, on }) => (absenceId ? [{ kind: 'absenceEnded', id, on, absenceId }] : []),
  summary: ({ how, where, reason }) => line(say(ways, how), where, reason),
})
