import { number, text, yesNo } from '../field.ts'
import { recordKind } from '../record-kind.ts'
import { line } from './words.ts'

/** 文书出具: a document taken from the desk on paper or as a file. Written by the desk itself when it happens. */
export const formIssued = recordKind('formIssued', {
  section: 'supervision',
  fields: {
    formId: text('文书', { max: 60, required: true }),
    title: text('名称', { max: 80, required: true }),
    version: number('样式版本', { min: 1, required: true }),
    serial: text('文号', { max: 60 }),
    copies: number('份数', { min: 1, max: 100, unit: '份', required: true }),
    about: text('所涉记录或者审批', { max: 26 }),
    reprint: yesNo('重打'),
    medium: text('形式', { max: 10 }),
  },
  summary: ({ title, serial, copies, reprint, medium }) => line(title, serial, medium, `${copies ?? 1} 份`, reprint && '重打'),
})
