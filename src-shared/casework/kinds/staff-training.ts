import { choice, number, person, rows, text, yesNo } from '../field.ts'
import { recordKind } from '../record-kind.ts'
import { line, say } from './words.ts'

const types = { ENTRY: '岗前培训', BUSINESS: '业务培训', CONTEST: '实战比武', VOLUNTEER: '志愿者、小组成员培训', OTHER: '其他' } as const

/** 人员培训, by people of the directory. */
export const staffTraining = recordKind('staffTraining', {
  section: 'office',
  article: '丽水市司法局意见（七）、（十一）',
  guide: '参加的人从名册里选，队伍台账里的培训课时由此计算。',
  fields: {
    type: choice('种类', types, { required: true, initial: 'BUSINESS' }),
    topic: text('主题', { required: true }),
    organiser: text('组织单位', { required: true }),
    hours: number('课时', { min: 0.5, max: 500, step: 0.5, unit: '课时', required: true }),
    trainees: rows('参加人员', { personId: person('人员', { required: true }), passed: yesNo('合格', { initial: true }) }, { required: true }),
  },
  carries: ['organiser'],
  summary: ({ type, topic, hours, trainees }) => line(say(types, type), topic, hours !== null && `${hours}课时`, `${trainees.length}人`),
})
