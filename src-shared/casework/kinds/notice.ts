import { choice, choices, link, text } from '../field.ts'
import { recordKind } from '../record-kind.ts'
import { line, say, sayAll } from './words.ts'

const organs = {
  PROCURATORATE: '人民检察院', POLICE: '公安机关', COURT: '人民法院', DECISION_ORGAN: '社区矫正决定机关', COUNTY: '县级社区矫正机构', NEW_COUNTY: '新执行地机构', SUBJECT: '对象本人', UPPER_AGENCY: '上级机关', AUTHORITY: '教育、民政等有关部门',
} as const
const forms = { WRITTEN: '书面', PHONE: '电话', ONLINE: '网上推送', FACE: '当面' } as const

/** 通知、抄送、备案. */
export const notice = recordKind('notice', {
  section: 'conduct',
  article: '《社区矫正法》、《社区矫正法实施办法》关于通知、抄送、备案的各条',
  guide: '选通知的是哪一件事，今日里的相应待办会随之消失。送达后把回执附上。',
  fields: {
    about: link('通知的事项', [], { required: true, hint: '外出、脱离监管、突发事件、死亡、解除等' }),
    to: choices('送给', organs, { required: true }),
    form: choice('方式', forms, { required: true, initial: 'WRITTEN' }),
    documentNo: text('文书号'),
    receiver: text('接收人', { max: 40 }),
  },
  carries: ['form'],
  facts: ({ about, to }, { id, on }) => (about ? to.map((one) => ({ kind: 'notified' as const, id, on, about, to: one })) : []),
  summary: ({ to, form, documentNo }) => line(`送${sayAll(organs, to)}`, say(forms, form), documentNo),
})
