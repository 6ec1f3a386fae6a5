import { choice, choices, moment, text, yesNo } from '../field.ts'
import { recordKind } from '../record-kind.ts'
import { line, say, sayAll } from './words.ts'

const causes = { LOST_CONTACT: '失去联系', UNAUTHORISED: '未经批准离开', NOT_RETURNED: '外出到期未归' } as const
const tries = { PHONE: '电话', MESSAGE: '短信、微信', VISIT: '上门', FAMILY: '联系家属', VILLAGE: '联系村（居）', EMPLOYER: '联系单位', DATA: '信息化核查' } as const

/** 脱离监管 (C-09); its first day counts. */
export const absence = recordKind('absence', {
  section: 'conduct',
  article: '《社区矫正法》第三十条、《社区矫正法实施办法》第三十八条',
  guide: '发生时间填失去联系的第一天，期限由此起算。登记以后立即查找，每次查找记一条“查找”。',
  fields: {
    cause: choice('情形', causes, { required: true, initial: 'LOST_CONTACT' }),
    lastSeenAt: moment('最后联系上的时间'),
    tried: choices('已经试过', tries, { required: true }),
    excused: yesNo('有正当理由', { hint: '查明确有正当理由的才选，不计入天数' }),
    excuse: text('正当理由', { shown: { field: 'excused', is: [true] }, required: true }),
    likelyPlace: text('可能去向'),
  },
  text: { label: '情况', required: true },
  facts: ({ cause, excused }, { id, on, at }) => [{ kind: 'absenceStarted', id, on, cause: cause ?? 'LOST_CONTACT', excused, at }],
  summary: ({ cause, tried, excused }) => line(say(causes, cause), `已试${sayAll(tries, tried)}`, excused && '有正当理由'),
})
