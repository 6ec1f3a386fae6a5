import { choice, number, text } from '../field.ts'
import { recordKind } from '../record-kind.ts'
import { line, say } from './words.ts'

/** What may be scored; points and grades are the county's (policy). */
export const creditItems = { REPORT: '报告', EDUCATION: '教育学习', ACTIVITY: '公益活动', LEAVE: '外出管理', CONTACT: '通信联络', REWARD: '表扬、立功', BREACH: '违反规定', SANCTION: '训诫、警告', FAMILY: '家庭表现', OTHER: '其他' } as const

/** 信用评分: one reason, one entry; the score is their sum. */
export const creditScore = recordKind('creditScore', {
  section: 'education',
  article: '丽水市司法局意见（九）',
  guide: '一事一条，写明事由。分值按县局设定的项目，没有对应项目的选“其他”并写清理由。',
  fields: {
    item: choice('项目', creditItems, { required: true }),
    points: number('加减分', { min: -500, max: 500, required: true, unit: '分', hint: '扣分写负数' }),
    evidence: text('依据', { required: true, hint: '哪条记录、哪份材料' }),
  },
  problems: ({ points }) => (points === 0 ? [{ field: 'points', text: '零分不用记录' }] : []),
  summary: ({ item, points, evidence }) => line(say(creditItems, item), points === null ? null : `${points > 0 ? '+' : ''}${points}分`, evidence),
})
