import { choice, choices, number, text } from '../field.ts'
import { recordKind } from '../record-kind.ts'
import { bodies } from './tables.ts'
import { line, sayAll } from './words.ts'

const scopes = { ABSENCE: '脱管漏管', KEY: '重点对象', DISPUTE: '矛盾纠纷', MENTAL: '心理异常', LEAVE: '外出管理', FILES: '执法档案', SITE: '场所设备', OTHER: '其他' } as const
const periods = { ROUTINE: '日常', KEY_PERIOD: '重点时段', SPECIAL: '专项' } as const

/** 安全排查. */
export const sweep = recordKind('sweep', {
  section: 'office',
  article: '丽水市司法局意见（五）',
  guide: '发现的隐患，每一处另记一条“隐患整改”，有责任人、有期限、有整改结果才算闭环。',
  fields: {
    scope: choices('排查内容', scopes, { required: true }),
    period: choice('时段', periods, { initial: 'ROUTINE' }),
    subjects: number('排查对象', { min: 0, max: 9999, unit: '人', required: true }),
    found: number('发现隐患', { min: 0, max: 999, unit: '处', required: true }),
    people: text('参加人员', { required: true }),
    bodies: choices('联合单位', bodies),
  },
  carries: ['people', 'scope'],
  text: { label: '排查情况', required: true },
  summary: ({ scope, subjects, found }) => line(sayAll(scopes, scope), subjects !== null && `${subjects}人`, found !== null && `隐患${found}处`),
})
