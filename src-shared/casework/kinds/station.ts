import { choice, link, person, text } from '../field.ts'
import { recordKind } from '../record-kind.ts'
import { line, say } from './words.ts'

const acts = { REGISTERED: '登记', CHANGED: '变更', CLOSED: '撤销' } as const

/** 村（居）社区矫正工作站. A change is a new record that names the first one, so that nothing that was true is overwritten. */
export const station = recordKind('station', {
  section: 'office',
  article: '丽水市司法局意见（八）',
  guide: '一个站可以管几个村（居），用顿号隔开。站里的人员不用在这里写：名册里填了这些村（居）的在用人员就是站里的人。',
  fields: {
    what: choice('本次', acts, { required: true, initial: 'REGISTERED' }),
    stationId: link('变更、撤销的是哪个站', ['station'], { shown: { field: 'what', is: ['CHANGED', 'CLOSED'] }, required: true }),
    name: text('站名', { required: true, max: 60 }),
    villages: text('村（居）', { required: true, max: 120, hint: '几个村（居）用顿号隔开' }),
    address: text('地址', { max: 120 }),
    headId: person('负责人'),
    phone: text('联系电话', { max: 30 }),
  },
  summary: ({ what, name, villages, phone }) => line(say(acts, what), name, villages, phone),
})
