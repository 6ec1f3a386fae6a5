import { choice, date, text } from '../field.ts'
import { recordKind } from '../record-kind.ts'
import { line, say } from './words.ts'

const acts = { REPORTED: '报备', EXTENDED: '延长报备', LIFTED: '撤销报备' } as const
const custody = { NONE: '没有证件', KEPT: '代管', RETURNED: '归还', INVALID: '作废、吊销' } as const

/** 不准出境报备 (I-15). */
export const exitBan = recordKind('exitBan', {
  section: 'intake',
  article: '《出境入境管理法》第十二条、第二十八条',
  guide: '由县级社区矫正机构向移民管理机构报备。解除、终止以后撤销报备。证件代管要写清保管人。',
  fields: {
    what: choice('本次', acts, { required: true, initial: 'REPORTED' }),
    until: date('报备截止日期', { shown: { field: 'what', is: ['REPORTED', 'EXTENDED'] }, required: true }),
    documents: choice('出入境证件', custody, { initial: 'NONE' }),
    keeper: text('证件保管', { shown: { field: 'documents', is: ['KEPT'] }, required: true }),
    documentNo: text('报备文号'),
  },
  problems: ({ what, until }, { subject }) => (what !== 'LIFTED' && subject && until && until < subject.termEnd ? [{ field: 'until', text: '报备截止早于矫正期满，请核对' }] : []),
  facts: ({ what }, { id, on }) => [{ kind: what === 'LIFTED' ? 'exitBanLifted' : 'exitBanReported', id, on }],
  summary: ({ what, until, documentNo }) => line(say(acts, what), until && `至${until}`, documentNo),
})
