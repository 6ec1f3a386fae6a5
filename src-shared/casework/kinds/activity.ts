import { choice, moment, text, yesNo } from '../field.ts'
import { recordKind } from '../record-kind.ts'
import { company, mixedCompany } from './tables.ts'
import { line, say } from './words.ts'

const capacities = { ABLE: '有劳动能力', LIMITED: '能力受限', UNABLE: '没有劳动能力' } as const
const performances = { GOOD: '积极', FAIR: '一般', POOR: '消极' } as const

/** 公益活动 (H-02, Y-01). */
export const activity = recordKind('activity', {
  section: 'education',
  article: '《社区矫正法》第四十二条、《社区矫正法实施办法》第四十四条',
  guide: '公益活动是“可以”组织，按劳动能力和健康状况安排，不能强迫，也不能变成处罚。',
  fields: {
    theme: text('内容', { required: true }),
    organiser: text('组织单位'),
    capacity: choice('劳动能力', capacities, { required: true, initial: 'ABLE' }),
    exemption: text('免除或者减轻的原因', { shown: { field: 'capacity', is: ['LIMITED', 'UNABLE'] }, required: true }),
    together: choice('同场人员', company, { required: true, initial: 'ADULTS' }),
    endedAt: moment('结束时间'),
    signedIn: yesNo('本人签到', { initial: true }),
    performance: choice('表现', performances),
  },
  carries: ['organiser', 'capacity', 'exemption', 'together'],
  problems: ({ together }, { subject }) => mixedCompany('together', together, subject?.minorRegime),
  facts: ({ together }, { id, on }) => [{ kind: 'activityHeld', id, on, company: together ?? 'ALONE' }],
  summary: ({ theme, organiser, performance }) => line(theme, organiser, say(performances, performance)),
})
