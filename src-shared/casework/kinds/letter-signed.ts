import { choice, rows, text, yesNo } from '../field.ts'
import { recordKind } from '../record-kind.ts'
import { line, say } from './words.ts'

const reasons = { FIRST: '首次签订', CHANGED: '成员变动，重新签订', RENEWED: '其他原因重签' } as const

/** 签订矫正责任书 (G-06, I-11). */
export const letterSigned = recordKind('letterSigned', {
  section: 'intake',
  article: '《社区矫正法》第二十五条、《社区矫正法实施办法》第十九条',
  guide: '小组成员变动以后要重新签订。没有本人签名的，不能由别人代签。',
  fields: {
    reason: choice('签订原因', reasons, { required: true, initial: 'FIRST' }),
    signed: rows('签名的成员', { name: text('姓名', { required: true, max: 40 }), duty: text('职责', { max: 100 }) }, { required: true }),
    subjectSigned: yesNo('对象本人已签名', { initial: true }),
    serialNo: text('责任书编号', { max: 40 }),
  },
  facts: ({ signed, serialNo }, { id, on }) => [{ kind: 'responsibilityLetterSigned', id, on, names: signed.map(({ name }) => String(name ?? '')), serial: serialNo }],
  summary: ({ reason, signed }) => line(say(reasons, reason), `${signed.length}人签名`),
})
