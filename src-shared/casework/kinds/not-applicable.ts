import { text } from '../field.ts'
import { recordKind } from '../record-kind.ts'

/** What was to be done, out of the duty's name (casework/duty.ts). */
const actIn = (duty: string): string => duty.split('|').slice(2).join('|')

/** 不适用说明: why something that the rules ask for is not owed here. The officer's word, sent to the county like any fact. */
export const notApplicable = recordKind('notApplicable', {
  section: 'supervision',
  guide: '写明这一项为什么不用办。说明会送到县局，由县局审核；待办从今日里消失，说明留在时间线上。',
  fields: {
    ruleId: text('规则', { required: true, max: 20 }),
    duty: text('事项', { required: true, max: 300, told: (duty) => actIn(duty) || duty }),
    reason: text('原因', { required: true, lines: 3, max: 500 }),
  },
  summary: ({ ruleId, duty, reason }) => `${actIn(duty) || ruleId}，不适用：${reason}`,
})
