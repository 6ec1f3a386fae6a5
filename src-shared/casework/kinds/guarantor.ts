import { choice, text, yesNo } from '../field.ts'
import { recordKind } from '../record-kind.ts'
import { line, say } from './words.ts'

const acts = { LOST: '丧失保证条件', NAMED: '提出新的保证人' } as const

/** 保证人变动 (C-06). */
export const guarantor = recordKind('guarantor', {
  section: 'conduct',
  article: '《社区矫正法实施办法》第四十九条',
  guide: '保证人丧失保证条件的，应当及时提出新的保证人，否则可能收监执行。',
  fields: {
    what: choice('变动', acts, { required: true }),
    name: text('保证人', { required: true, max: 40 }),
    relation: text('与对象的关系', { max: 20 }),
    reason: text('原因', { lines: 2, shown: { field: 'what', is: ['LOST'] }, required: true }),
    phone: text('电话', { max: 30, shown: { field: 'what', is: ['NAMED'] } }),
    address: text('住址', { shown: { field: 'what', is: ['NAMED'] }, required: true }),
    signed: yesNo('已签具保书', { shown: { field: 'what', is: ['NAMED'] } }),
  },
  facts: ({ what }, { id, on }) => [{ kind: what === 'LOST' ? 'guarantorLost' : 'guarantorNamed', id, on }],
  summary: ({ what, name, reason }) => line(say(acts, what), name, reason),
})
