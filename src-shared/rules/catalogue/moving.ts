import { section } from './catalogue-rule.ts'

const measures30 = { source: 'measures', article: '《社区矫正法实施办法》第三十条' } as const
const measures31 = { source: 'measures', article: '《社区矫正法实施办法》第三十一条' } as const

/** §2.6: change of the place of execution. */
export const movingRules = section('执行地变更', {
  'M-01': { title: '一般提前一个月书面申请', ...measures30, parameters: { months: 1 } },
  'M-02': { title: '五日内书面征求新执行地意见', ...measures30, parameters: { days: 5 } },
  'M-03': { title: '新执行地五日内核实并回复', ...measures30, parameters: { days: 5 } },
  'M-04': { title: '意见不一致的报上一级协调', ...measures30 },
  'M-05': { title: '不同意变更的五日内告知', ...measures30, parameters: { days: 5 } },
  'M-06': { title: '同意变更的五日内移交文书和档案', ...measures31, parameters: { days: 5 } },
  'M-07': { title: '新执行地收到后五日内送达回执', ...measures31, parameters: { days: 5 } },
  'M-08': { title: '对象收到变更决定后七日内到新执行地报到', ...measures31, parameters: { days: 7, leadDays: 2 } },
  'M-09': { title: '公安、监狱批准的暂予监外执行：档案随转', ...measures31, parameters: { days: 5 } },
  'M-10': {
    title: '通知决定机关和变更后的社区矫正机构', source: 'law', article: '《社区矫正法》第二十七条第二款',
    quote: '社区矫正机构作出变更决定后，应当通知社区矫正决定机关和变更后的社区矫正机构，并将有关法律文书抄送变更后的社区矫正机构。',
  },
  'M-11': { title: '县内迁居只换司法所，移交工作档案', source: 'desk', article: '本系统设计' },
})
