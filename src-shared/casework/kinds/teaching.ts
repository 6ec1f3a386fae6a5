import { choice, link, text, yesNo } from '../field.ts'
import { recordKind } from '../record-kind.ts'
import { line, say } from './words.ts'

const targets = { SUBJECT: '对象本人', GUARDIAN: '监护人（未成年人）' } as const
const attitudes = { GOOD: '认错，愿意改正', FAIR: '一般', REFUSES: '不认错（监护人拒不履行）' } as const

/** 批评教育, also the urging of a guardian (Y-05). */
export const teaching = recordKind('teaching', {
  section: 'conduct',
  article: '《社区矫正法实施办法》第三十四条、第三十五条；未成年人见《社区矫正法》第五十三条',
  guide: '写明针对哪一条违规。监护人怠于监护的，也在这里督促；仍不履行的，另记“通知抄送”。',
  fields: {
    target: choice('教育谁', targets, { required: true, initial: 'SUBJECT' }),
    about: link('针对的记录', ['breach', 'absence', 'education', 'report'], { hint: '选违规查证或者没有履行的那一条' }),
    attitude: choice('认识态度', attitudes),
    promised: yesNo('作出书面保证'),
    deadline: text('整改要求'),
  },
  text: { label: '教育内容', required: true },
  problems: ({ target }, { subject }) => (target === 'GUARDIAN' && subject && !subject.minorRegime ? [{ field: 'target', text: '只有未成年人才督促监护人' }] : []),
  facts: ({ target, attitude }, { id, on }) => (target === 'SUBJECT' ? [{ kind: 'teaching', id, on }] : target === 'GUARDIAN' ? [{ kind: 'guardianUrged', id, on, refused: attitude === 'REFUSES' }] : []),
  summary: ({ target, attitude, promised }) => line(say(targets, target), say(attitudes, attitude), promised && '有书面保证'),
})
