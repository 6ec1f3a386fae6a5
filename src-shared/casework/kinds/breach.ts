import { choice, choices, links, text, yesNo } from '../field.ts'
import { recordKind } from '../record-kind.ts'
import { line, say } from './words.ts'

const types = { INJUNCTION: '违反禁止令', REPORTING: '违反报告规定', VISITORS: '违反会客规定', LEAVE: '违反外出规定', MOVING: '违反迁居、执行地变更规定', EDUCATION: '不参加教育学习、公益活动', MEDICAL: '不按规定提交病情复查', OTHER: '其他' } as const
const gravities = { MINOR: '情节轻微', SERIOUS: '情节较重', GRAVE: '情节严重' } as const
const sources = { CHECK: '日常检查', VISIT: '走访', DATA: '信息化核查', REPORTED: '群众、单位反映', POLICE: '公安通报', PROCURATORATE: '检察院通报', SELF: '本人承认' } as const
const evidence = { STATEMENT: '本人陈述', WITNESS: '证人证言', DOCUMENT: '书证', PHOTO: '照片、录像', DATA: '电子数据', OTHER: '其他' } as const

/** 违规查证 (C-12). Gravity is a person's finding, never computed. */
export const breach = recordKind('breach', {
  section: 'conduct',
  article: '《社区矫正法》第二十八条、第五十九条；《社区矫正法实施办法》第三十四条至第三十六条、第四十条',
  guide: '只写查证到的事实和证据，情节由人判断。处理由县级社区矫正机构决定，这里不写处罚结果。',
  fields: {
    type: choice('违反的规定', types, { required: true }),
    gravity: choice('情节', gravities, { required: true, initial: 'MINOR' }),
    foundBy: choice('怎样发现', sources, { required: true }),
    afterTeaching: yesNo('经教育仍不改正'),
    publicSecurity: yesNo('依法应予治安管理处罚'),
    inProgress: yesNo('发现时正在违反', { hint: '正在违反的立即制止；制止无效的立即通知公安机关' }),
    stopped: yesNo('已经制止', { shown: { field: 'inProgress', is: [true] }, initial: true }),
    evidence: choices('证据', evidence, { required: true }),
    linked: links('有关的记录', [], { hint: '走访、谈话、核查等' }),
    opinion: text('司法所意见', { lines: 2 }),
  },
  text: { label: '查证的事实', required: true },
  problems: ({ type }, { subject }) => (type === 'INJUNCTION' && subject && subject.injunction === '' ? [{ field: 'type', text: '档案里没有禁止令，请核对' }] : []),
  facts: ({ type, gravity, afterTeaching, publicSecurity, inProgress, stopped }, { id, on }) => (type ? [{ kind: 'breach', id, on, type, gravity: gravity ?? 'MINOR', afterTeaching, publicSecurity, inProgress, stopped: !inProgress || stopped }] : []),
  summary: ({ type, gravity, afterTeaching, inProgress, stopped }) => line(say(types, type), say(gravities, gravity), inProgress && (stopped ? '已制止' : '正在违反，制止无效'), afterTeaching && '经教育不改正'),
})
