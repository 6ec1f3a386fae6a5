import { rows, text } from '../field.ts'
import { recordKind } from '../record-kind.ts'
import { line } from './words.ts'

/** 档案变更: what was changed in a person's file, from what to what, and why. Written by the desk itself beside the change. */
export const fileChange = recordKind('fileChange', {
  section: 'supervision',
  fields: {
    changes: rows('改动', { field: text('项目', { max: 60 }), from: text('原来', { max: 500 }), to: text('改为', { max: 500 }) }, { required: true }),
    reason: text('原因', { max: 300 }),
  },
  summary: ({ changes, reason }) => line(changes.map(({ field }) => String(field)).join('、'), reason),
})
