import { moment, text } from '../field.ts'
import { recordKind } from '../record-kind.ts'
import { line } from './words.ts'

/** 紧急查阅: who opened a file that is not his own, why, until when. Written by the desk itself before it shows anything. */
export const emergencyLook = recordKind('emergencyLook', {
  section: 'office',
  fields: { reason: text('事由', { max: 300, required: true }), until: moment('查看至', { required: true }) },
  summary: ({ reason }) => line(reason),
})
