import { choice, date, text } from '../field.ts'
import { recordKind } from '../record-kind.ts'
import { line, say } from './words.ts'

const acts = { GONE: '情形已经消失', EXTENDED: '情形延续', WORSE: '病情加重' } as const
const types = { MEDICAL: '保外就医', PREGNANT_NURSING: '怀孕、哺乳', SELF_CARE: '生活不能自理' } as const

/** 暂予监外执行情形变化 (P-07, T-04). */
export const conditionChange = recordKind('conditionChange', {
  section: 'conduct',
  article: '《刑事诉讼法》第二百六十八条、《社区矫正法实施办法》第四十九条',
  guide: '情形消失而刑期未满的，应当提出收监执行建议。结论以指定医院的检查和鉴别为准。',
  fields: {
    what: choice('变化', acts, { required: true }),
    type: choice('情形', types, { required: true }),
    basis: text('依据', { lines: 2, required: true, hint: '哪家医院、哪次复查' }),
    newEnd: date('新的届满日期', { shown: { field: 'what', is: ['EXTENDED'] }, required: true }),
  },
  carries: ['type'],
  problems: (_values, { subject }) => (subject && subject.category !== 'TEMP_OUTSIDE' ? [{ field: 'what', text: '只用于暂予监外执行对象' }] : []),
  facts: ({ what }, { id, on }) => (what === 'GONE' ? [{ kind: 'temporaryConditionGone', id, on }] : []),
  summary: ({ what, type, basis }) => line(say(types, type), say(acts, what), basis),
})
