import type { ConsoleContract } from '#shared/contract/console.ts'
import type { Client } from '#shared/contract/define.ts'
import { must } from './must.ts'
import type { Choice } from './random.ts'

const comments = {
  visit: ['请写明走访时与谁见面、看到什么。', '下次走访时间与管理等级要求不符，请核对。', '请补充禁止令遵守情况。'],
  talk: ['请写明谈话的具体内容和本人的回答。', '谈话时间与外出请假时间重叠，请核对。'],
  general: ['请写得具体一些。'],
}

/** A question at one field: the record stands, the office answers in 退回. */
export async function askAbout(console: Client<ConsoleContract>): Promise<void> {
  const { rows } = await must('已审记录', console.record.list({ filter: { officeId: null, subjectId: null, kind: 'visit', review: 'OPEN', since: null }, offset: 0, limit: 2 }))
  const [first] = rows
  if (first) await must('提出疑问', console.record.review({ ids: [first.record.id], state: 'ISSUES', comment: '', comments: [{ field: 'text', text: '务工单位写得不清楚，是哪一家？' }] }))
}

/** The county's officer looks through what has arrived: nearly all approved, a few returned with a comment, some left open. */
export async function reviewAll(console: Client<ConsoleContract>, choice: Choice): Promise<void> {
  for (const kind of ['visit', 'talk', 'general'] as const) {
    const { rows } = await must('待审记录', console.record.list({ filter: { officeId: null, subjectId: null, kind, review: 'OPEN', since: null }, offset: 0, limit: 500 }))
    const ids = rows.map((row) => row.record.id)
    const returned = ids.filter(() => choice.chance(0.006))
    const approved = ids.filter((id) => !returned.includes(id) && choice.chance(0.97))
    if (approved.length > 0) await must('审核', console.record.review({ ids: approved, state: 'APPROVED', comment: '' }))
    for (const id of returned) await must('退回', console.record.review({ ids: [id], state: 'RETURNED', comment: choice.pick(comments[kind]) }))
  }
}
