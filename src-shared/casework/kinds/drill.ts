import { choice, choices, number, text } from '../field.ts'
import { recordKind } from '../record-kind.ts'
import { bodies } from './tables.ts'
import { line, say } from './words.ts'

const scenarios = { LOST: '失联查找', GROUP: '群体性事件', ILLNESS: '突发疾病', EXTREME: '极端行为', DEATH: '非正常死亡', DISASTER: '自然灾害', OTHER: '其他' } as const

/** 应急演练. */
export const drill = recordKind('drill', {
  section: 'office',
  article: '丽水市司法局意见（五）；DB33/T 2543.2',
  guide: '有脚本、有过程、有问题、有改进。演练里的人员用化名。',
  fields: {
    scenario: choice('情景', scenarios, { required: true }),
    plan: text('预案名称', { required: true }),
    bodies: choices('参加单位', bodies, { required: true }),
    count: number('参加人数', { min: 1, max: 9999, unit: '人', required: true }),
    problems: text('发现的问题', { lines: 2 }),
    improvements: text('改进措施', { lines: 2 }),
  },
  carries: ['plan', 'bodies'],
  text: { label: '演练过程', required: true },
  summary: ({ scenario, plan, count }) => line(say(scenarios, scenario), plan, count !== null && `${count}人`),
})
