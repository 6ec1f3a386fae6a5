import { findProcedureKind } from '#shared/casework/procedures/index.ts'
import type { SubjectState } from '#shared/domain/codes.ts'
import type { Subject } from '#shared/domain/subject.ts'
import type { Values } from '#shared/domain/values.ts'
import { addDays, type LocalDate, toInstant } from '#shared/kernel/time.ts'
import { fillForm } from '../lawful/answers.ts'
import { must } from '../demo/must.ts'
import type { OfficeClient } from '../demo/office-client.ts'
import { type Worked, write } from './work-row.ts'

type Desk = { client: OfficeClient; officerId: string; now: number }
type Happening = { /** Every so many days, beginning with this one. */ readonly from: number; readonly every: number; /** Whom it happens to: the so-manieth on the books, one further each time. */ readonly who: number; readonly among?: SubjectState; run(desk: Desk, subject: Subject, on: LocalDate): Promise<Worked> }

const record = (kind: Parameters<typeof write>[1]['kind'], given: Values): Happening['run'] => (desk, subject) => write(desk, { subject, kind, given })

async function leave({ client, officerId, now }: Desk, subject: Subject, on: LocalDate): Promise<Worked> {
  const kind = findProcedureKind('leave')
  const fields = kind?.steps[kind.opens]?.fields
  if (!kind || !fields) throw new Error('no leave')
  const asked: Values = { reason: 'WORK', detail: '到外地结算工程款。', destinationCounty: '330106', destination: '杭州市西湖区某工地', from: addDays(on, 4), to: addDays(on, 7), hasProof: true, transport: '火车', phone: subject.phone }
  const values = fillForm(fields, asked, { now: toInstant(now), termEnd: subject.termEnd, links: [], personId: officerId })
  const begun = await must('外出申请', client.procedure.begin({ subjectId: subject.id, kind: 'leave', step: kind.opens, on, values, attachments: [], draftId: null }))
  return { did: 'procedure', id: begun.procedure.id }
}

/** What people bring to the office in a month, beside what the calendar asks. */
const happenings: readonly Happening[] = [
  { from: 1, every: 4, who: 3, run: leave },
  { from: 2, every: 9, who: 7, run: record('eventReport', { about: 'JOB', before: '务农', after: '到镇上竹制品厂做工', employment: '01' }) },
  { from: 5, every: 11, who: 5, run: record('breach', { type: 'EDUCATION', gravity: 'MINOR', foundBy: 'CHECK', evidence: ['DOCUMENT'] }) },
  { from: 12, every: 99, who: 7, run: record('absence', { cause: 'LOST_CONTACT', tried: ['PHONE', 'VISIT'] }) },
  { from: 14, every: 99, who: 0, among: 'LOST', run: record('found', { how: 'RETURNED', reason: '手机损坏，没有及时报告。' }) },
]

/** Writes what comes up on a day; people who may not yet do so (not reported in, not on the books) are left out. */
export async function happenOn(day: number, on: LocalDate, desk: Desk): Promise<Worked[]> {
  const { rows } = await must('对象', desk.client.subject.list({ limit: 500 }))
  const worked: Worked[] = []
  for (const { from, every, who, run, among = 'ACTIVE' } of happenings) {
    if (day < from || (day - from) % every !== 0) continue
    const turn = (day - from) / every
    const present = rows.filter(({ state }) => state === among)
    const row = present[(who + turn) % present.length]
    if (row) worked.push(await run(desk, await must('档案', desk.client.subject.get({ id: row.id })), on))
  }
  return worked
}
