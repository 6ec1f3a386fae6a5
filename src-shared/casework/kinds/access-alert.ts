import { choice, number, text } from '../field.ts'
import { recordKind } from '../record-kind.ts'

const what = { READ: '一小时内查看的人数超过限额', EXPORT: '导出的人数超过限额' } as const

/** 大量查阅提醒: somebody has looked at, or taken away, more people than the policy lets pass. Written by the desk itself; no names of who was looked at. */
export const accessAlert = recordKind('accessAlert', {
  section: 'office',
  fields: { what: choice('情形', what, { required: true }), who: text('何人', { max: 60, required: true }), count: number('人数', { max: 100_000 }), limit: number('限额', { max: 100_000 }) },
  summary: ({ what: one, who, count, limit }) => `${who}：${one ? what[one] : ''}（${count} 人，限额 ${limit} 人）`,
})
