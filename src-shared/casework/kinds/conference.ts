import { choice, number, rows, text } from '../field.ts'
import { recordKind } from '../record-kind.ts'
import { line, say } from './words.ts'

const types = { WEEK: '每周', MONTH: '每月', QUARTER: '每季', KEY_PERIOD: '重点时段', SPECIAL: '专题' } as const

/** 分析研判. */
export const conference = recordKind('conference', {
  section: 'office',
  article: '丽水市司法局意见（五）',
  guide: '研判到人：哪些人、什么风险、什么措施。未成年人和心理情况不要写进会议材料的公开部分。',
  fields: {
    type: choice('种类', types, { required: true, initial: 'MONTH' }),
    chair: text('主持人', { required: true, max: 40 }),
    people: text('参加人员', { required: true }),
    subjects: number('研判对象', { min: 0, max: 9999, unit: '人' }),
    focus: rows('重点人员', { name: text('姓名', { required: true, max: 40 }), risk: text('风险', { required: true }), measure: text('措施') }),
    nextStep: text('下一步', { lines: 2 }),
  },
  carries: ['chair', 'people', 'type'],
  text: { label: '研判结论', required: true },
  summary: ({ type, chair, subjects, focus }) => line(say(types, type), `${chair}主持`, subjects !== null && `研判${subjects}人`, focus.length > 0 && `重点${focus.length}人`),
})
