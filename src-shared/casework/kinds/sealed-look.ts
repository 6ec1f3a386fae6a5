import { moment, text } from '../field.ts'
import { recordKind } from '../record-kind.ts'
import { line } from './words.ts'

/** 依法查询封存档案: who looked at a sealed file, on what basis, until when. Written by the desk itself before it shows anything. */
export const sealedLook = recordKind('sealedLook', {
  section: 'ending',
  fields: {
    basis: text('法律依据', { max: 200, required: true }),
    documentNo: text('文书号', { max: 80, required: true }),
    unit: text('查询单位', { max: 80, required: true }),
    until: moment('查看至', { required: true }),
  },
  summary: ({ unit, documentNo, basis }) => line(unit, documentNo, basis),
})
