import { choice, choices, link, text } from '../field.ts'
import { recordKind } from '../record-kind.ts'
import { line, say, sayAll } from './words.ts'

const ways = { PHONE: '电话', VISIT: '上门', FAMILY: '家属亲友', VILLAGE: '村（居）、网格', EMPLOYER: '单位', DATA: '信息化核查', POLICE: '公安协助' } as const
const results = { NOT_FOUND: '没有找到', CLUE: '有线索', FOUND: '找到，另记恢复联系' } as const

/** 查找 (C-09). */
export const search = recordKind('search', {
  section: 'conduct',
  article: '《社区矫正法》第三十条、《社区矫正法实施办法》第三十八条',
  guide: '每查找一次记一条，留下通话记录、照片等证据。找不到的通知公安机关，并把组织查找的情况通报检察院。',
  fields: {
    absenceId: link('针对的脱离监管', ['absence'], { required: true }),
    ways: choices('查找方式', ways, { required: true }),
    asked: text('问了谁', { lines: 2 }),
    result: choice('结果', results, { required: true, initial: 'NOT_FOUND' }),
    next: text('下一步'),
  },
  carries: ['absenceId'],
  text: { label: '查找经过', required: true },
  facts: ({ absenceId }, { id, on }) => (absenceId ? [{ kind: 'searchStarted', id, on, absenceId }] : []),
  summary: ({ ways: used, result }) => line(sayAll(ways, used), say(results, result)),
})
