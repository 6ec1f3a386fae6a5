import { choice, choices, date, yesNo } from '../field.ts'
import { recordKind } from '../record-kind.ts'
import { line, say, sayAll } from './words.ts'

const items = { LAW: '法律法规', DUTIES: '职责、流程', RIGHTS: '对象权利义务', APPRAISAL: '考核奖惩结果', CONTACT: '监督电话', OTHER: '其他' } as const
const ways = { BOARD: '公示栏', SITE: '网站、公众号', MEETING: '会议', LEAFLET: '资料' } as const

/** 矫务公开. */
export const disclosure = recordKind('disclosure', {
  section: 'office',
  article: '丽水市司法局意见（十五）',
  guide: '公开规定和程序。涉及个人的要隐去姓名，未成年人的奖惩、宣告一律不公开。',
  fields: {
    items: choices('公开内容', items, { required: true }),
    where: choice('公开方式', ways, { required: true, initial: 'BOARD' }),
    from: date('公开起', { required: true }),
    to: date('公开止'),
    masked: yesNo('个人信息已隐去', { initial: true }),
    minorsOut: yesNo('没有未成年人的信息', { initial: true }),
  },
  problems: ({ from, to, masked, minorsOut }) => [
    ...(from && to && to < from ? [{ field: 'to', text: '公开止早于公开起' }] : []),
    ...(masked ? [] : [{ field: 'masked', text: '公开前应当隐去个人信息' }]),
    ...(minorsOut ? [] : [{ field: 'minorsOut', text: '未成年人的信息不得公开' }]),
  ],
  summary: ({ items: shown, where, from }) => line(sayAll(items, shown), say(ways, where), from),
})
