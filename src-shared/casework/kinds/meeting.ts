import { choices, rows, text, date } from '../field.ts'
import { recordKind } from '../record-kind.ts'
import { bodies } from './tables.ts'
import { line } from './words.ts'

/** 联席会议. */
export const meeting = recordKind('meeting', {
  section: 'office',
  article: '丽水市司法局意见（十二）',
  guide: '议定的事项写清谁办、什么时候办完，下次会议先对上一次的事项。',
  fields: {
    topic: text('议题', { required: true }),
    chair: text('主持人', { required: true, max: 40 }),
    bodies: choices('参加单位', bodies, { required: true }),
    people: text('参加人员'),
    decisions: rows('议定事项', { what: text('事项', { required: true }), who: text('承办', { required: true, max: 40 }), dueOn: date('期限'), done: text('办理结果') }),
    lastChecked: text('上次事项落实情况', { lines: 2 }),
  },
  carries: ['chair', 'bodies'],
  text: { label: '会议纪要', required: true },
  summary: ({ topic, chair, decisions }) => line(topic, `${chair}主持`, decisions.length > 0 && `议定${decisions.length}项`),
})
