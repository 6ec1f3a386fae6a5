import { choice, choices, date, text } from '../field.ts'
import { recordKind } from '../record-kind.ts'
import { line, say, sayAll } from './words.ts'

const acts = { UPDATE: '更新信息', LIST: '列为重点对象', REMOVE: '取消重点对象' } as const
const reasons = { MENTAL: '精神、心理异常', FAMILY: '家庭重大变故', DISPUTE: '矛盾纠纷', ADDICTION: '涉毒、涉赌', PETITION: '信访诉求', NO_INCOME: '生活无着', RISK: '再犯罪风险高', MINOR: '未成年人', OTHER: '其他' } as const
const items = { RESIDENCE: '居住', WORK: '工作', PHONE: '联系方式', FAMILY: '家庭', HEALTH: '健康', CONTACTS: '交往', ECONOMY: '经济' } as const

/** 重点对象信息更新. */
export const keySubject = recordKind('keySubject', {
  section: 'supervision',
  article: '丽水市司法局意见（五）、（十）',
  guide: '定期收集、更新重点对象的个人信息。列为或者取消以后，档案里的标记随之改变。',
  fields: {
    act: choice('本次', acts, { required: true, initial: 'UPDATE' }),
    reasons: choices('列为重点的原因', reasons, { required: { field: 'act', is: ['LIST'] } }),
    updated: choices('更新的信息', items, { required: { field: 'act', is: ['UPDATE'] } }),
    residence: text('现居住地'),
    employer: text('现工作单位'),
    phone: text('现联系电话', { max: 30 }),
    measure: text('管控措施', { lines: 2 }),
    nextOn: date('下次更新日期'),
  },
  carries: ['reasons', 'residence', 'employer', 'phone', 'measure'],
  text: { label: '近期动态', required: true },
  summary: ({ act, reasons: why, updated }) => line(say(acts, act), sayAll(reasons, why), updated.length > 0 && `更新${sayAll(items, updated)}`),
})
