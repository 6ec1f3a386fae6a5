import { choice, choices, date, text, yesNo } from '../field.ts'
import { recordKind } from '../record-kind.ts'
import { line, sayAll } from './words.ts'

const materials = { LIST: '移交清单', CERTIFICATE: '解除证明书副本', SUMMARY: '期满鉴定', PROFILE: '基本信息表', OTHER: '其他' } as const
const needs = { NONE: '不需要', JOB: '就业', ALLOWANCE: '低保、救助', MEDICAL: '医疗', HOUSING: '住房', FAMILY: '家庭关系' } as const

/** 衔接安置帮教. */
export const aftercare = recordKind('aftercare', {
  section: 'ending',
  article: '《社区矫正法实施办法》第五十三条',
  guide: '解除矫正后三年内的安置帮教衔接：交给谁、交了什么材料、对方是否签收。',
  fields: {
    receiver: text('接收单位和接收人', { required: true }),
    materials: choices('移交材料', materials, { required: true }),
    accepted: yesNo('对方已签收'),
    acceptedOn: date('签收日期', { shown: { field: 'accepted', is: [true] }, required: true }),
    need: choice('需要的帮助', needs),
  },
  summary: ({ receiver, materials: given, accepted }) => line(receiver, `移交${sayAll(materials, given)}`, accepted ? '已签收' : '未签收'),
})
