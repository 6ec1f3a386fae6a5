import { choice, date, link, text } from '../field.ts'
import { recordKind } from '../record-kind.ts'
import { hazardLevels } from './tables.ts'
import { line, say } from './words.ts'

const acts = { FOUND: '发现隐患', CLOSED: '整改完成', EXTENDED: '延长期限' } as const

/** 隐患整改: a hazard, or the record that closes one by naming it. */
export const hazard = recordKind('hazard', {
  section: 'office',
  article: '丽水市司法局意见（五）',
  guide: '发现一处记一条；整改完成后再记一条“整改完成”，并选它整改的是哪一处。',
  fields: {
    what: choice('本次', acts, { required: true, initial: 'FOUND' }),
    name: text('隐患', { shown: { field: 'what', is: ['FOUND'] }, required: true }),
    level: choice('等级', hazardLevels, { shown: { field: 'what', is: ['FOUND'] }, required: true, initial: 'GENERAL' }),
    source: link('来自', ['sweep', 'inspection', 'conference', 'drill'], { shown: { field: 'what', is: ['FOUND'] } }),
    measure: text('整改措施', { lines: 2, shown: { field: 'what', is: ['FOUND'] }, required: true }),
    owner: text('责任人', { max: 40, shown: { field: 'what', is: ['FOUND'] }, required: true }),
    dueOn: date('整改期限', { shown: { field: 'what', is: ['FOUND', 'EXTENDED'] }, required: true }),
    hazardId: link('针对的隐患', ['hazard'], { shown: { field: 'what', is: ['CLOSED', 'EXTENDED'] }, required: true }),
    result: text('整改结果', { lines: 2, shown: { field: 'what', is: ['CLOSED'] }, required: true }),
    checkedBy: text('复查人', { max: 40, shown: { field: 'what', is: ['CLOSED'] }, required: true }),
    reason: text('延期原因', { shown: { field: 'what', is: ['EXTENDED'] }, required: true }),
  },
  carries: ['owner'],
  problems: ({ dueOn }, { on }) => (dueOn && dueOn < on ? [{ field: 'dueOn', text: '整改期限早于发现的日期' }] : []),
  summary: ({ what, name, level, owner, dueOn, result, reason }) => line(say(acts, what), name, say(hazardLevels, level), owner, dueOn && `限${dueOn}`, result, reason),
})
