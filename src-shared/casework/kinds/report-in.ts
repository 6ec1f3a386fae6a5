import { choice, text, yesNo } from '../field.ts'
import { recordKind } from '../record-kind.ts'
import { line, say } from './words.ts'

// SYS016; its third code, 未报到且下落不明, is no reporting in.
const states = { '01': '在规定时限内报到', '02': '超出规定时限报到' } as const
const modes = { SELF: '自行报到', ESCORTED: '狱所押送', FETCHED: '司法局接回', OTHER: '其他' } as const

/** 报到登记 (I-07 to I-09). */
export const reportIn = recordKind('reportIn', {
  section: 'intake',
  article: '《社区矫正法》第二十一条、第二十二条；《社区矫正法实施办法》第十七条',
  guide: '本人到场才算报到。下落不明的不要登记报到，登记“脱离监管”并组织查找。文书不齐也先登记，再通知补齐。',
  fields: {
    state: choice('报到情况', states, { required: true, initial: '01' }),
    lateReason: text('超期原因', { lines: 2, shown: { field: 'state', is: ['02'] }, required: true }),
    mode: choice('接收方式', modes, { required: true, initial: 'SELF' }),
    documentsChecked: yesNo('已核对法律文书', { initial: false }),
    identityVerified: yesNo('已核实身份', { initial: false }),
    identityNote: text('身份核实情况', { hint: '证件、人像或者指纹核对的结果', shown: { field: 'identityVerified', is: [true] } }),
    registered: yesNo('已办理接收登记', { initial: true }),
    fileOpened: yesNo('已建立档案', { initial: false }),
    residence: text('报到时所述居住地'),
    phone: text('联系电话', { max: 30 }),
  },
  facts: ({ documentsChecked, identityVerified, registered, fileOpened }, { id, on }) => [{ kind: 'reportedIn', id, on, documentsChecked, identityVerified, registered, fileOpened }],
  summary: ({ state, mode }) => line(say(states, state), say(modes, mode)),
})
