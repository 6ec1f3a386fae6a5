import { choice, text, yesNo } from '../field.ts'
import { recordKind } from '../record-kind.ts'
import { employment } from './tables.ts'
import { line, say } from './words.ts'

const matters = { RESIDENCE: '居所变动', JOB: '工作变动', FAMILY: '家庭重大变故', CONTACT: '接触对矫正不利的人员', HEALTH: '健康变化', PHONE: '电话号码变动', OTHER: '其他' } as const

/** 及时报告 (P-02). */
export const eventReport = recordKind('eventReport', {
  section: 'supervision',
  article: '《社区矫正法实施办法》第二十四条',
  guide: '居所、工作、家庭重大变故以及接触不利矫正的人员，对象应当及时报告。改变居住地要另办执行地变更或者迁居。',
  fields: {
    about: choice('报告事项', matters, { required: true }),
    before: text('原来的情况'),
    after: text('现在的情况', { required: true }),
    inTime: yesNo('报告及时', { initial: true }),
    employment: choice('现在的就业就学', employment, { shown: { field: 'about', is: ['JOB'] } }),
    followUp: text('后续处理', { lines: 2 }),
  },
  facts: ({ about, inTime }, { id, on }) => (about ? [{ kind: 'eventReported', id, on, about, inTime }] : []),
  summary: ({ about, after, inTime }) => line(say(matters, about), after, !inTime && '报告不及时'),
})
