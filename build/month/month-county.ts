import { findProcedureKind } from '#shared/casework/procedures/index.ts'
import type { ConsoleContract } from '#shared/contract/console.ts'
import type { Client } from '#shared/contract/define.ts'
import type { Values } from '#shared/domain/values.ts'
import { ProcedureId } from '#shared/kernel/ids.ts'
import { localDateOf, toInstant } from '#shared/kernel/time.ts'
import { must } from '../demo/must.ts'
import type { OfficeClient } from '../demo/office-client.ts'
import { syncNow } from '../demo/sync-now.ts'
import { fillForm } from '../lawful/answers.ts'
import type { MonthClock } from './seen.ts'

/** A county beside the office; its programs share the office's clock. `console` signs in anew: a session does not outlast the day. */
export type MonthCounty = { readonly url: string; console(): Promise<Client<ConsoleContract>> }
/** The office's line to it. */
export type Line = { cut: boolean }
type Console = Client<ConsoleContract>
/** What the county did on a day. */
export type CountyWork = { readonly decided: number; readonly reviewed: number; readonly returned: number }

/** What it takes to look at a file. */
export const LOOK_MS = 45_000
/** More often than this nothing is decided in one procedure on one day. */
const STEPS_A_DAY = 12

/**
 * What comes and goes by line in an evening: the office sends, the county looks through the new records, sends one back
 * now and then, takes every step that is its own, and the office fetches it.
 */
export async function exchange({ client, county, clock, returnsOne }: { client: OfficeClient; county: MonthCounty; clock: MonthClock; returnsOne: boolean }): Promise<CountyWork> {
  await syncNow(client)
  const console = await county.console()
  const [reviewed, returned] = await review(console, returnsOne)
  const { rows } = await must('待县级决定', console.procedure.list({ officeId: null, kind: null, waiting: true }))
  let decided = 0
  for (const { row } of rows) decided += await takeSteps(console, row.id, clock)
  await syncNow(client)
  return { decided, reviewed, returned }
}

async function review(console: Console, returnsOne: boolean): Promise<[number, number]> {
  let reviewed = 0
  let returned = 0
  for (const kind of ['visit', 'talk', 'general'] as const) {
    const { rows } = await must('待审记录', console.record.list({ filter: { officeId: null, subjectId: null, kind, review: 'OPEN', since: null }, offset: 0, limit: 500 }))
    const ids = rows.map(({ record }) => record.id)
    const back = returnsOne && kind === 'general' ? rows.filter(({ record }) => record.kind === 'contact').slice(0, 1).map(({ record }) => record.id) : []
    const fine = ids.filter((id) => !back.includes(id))
    if (fine.length > 0) await must('审核', console.record.review({ ids: fine, state: 'APPROVED', comment: '' }))
    if (back.length > 0) await must('退回', console.record.review({ ids: back, state: 'RETURNED', comment: '请写明说了什么。' }))
    reviewed += fine.length
    returned += back.length
  }
  return [reviewed, returned]
}

/** Every step of a procedure that is the county's to take now. */
async function takeSteps(console: Console, id: string, clock: MonthClock): Promise<number> {
  for (let taken = 0; ; taken++) {
    // The county's brake: so many files an hour and no more.
    clock.now += LOOK_MS
    const now = clock.now
    const got = await console.procedure.get({ id: ProcedureId.parse(id) })
    if (!got.ok || taken === STEPS_A_DAY) return taken
    const { sheet, subject } = got.value
    const next = sheet.open.find(({ here, locked, optional, organ }) => here && !locked && !optional && organ !== 'OFFICE' && organ !== 'SUBJECT')
    const fields = next && findProcedureKind(sheet.procedure.kind)?.steps[next.step]?.fields
    if (!next || !fields) return taken
    const guardian: Values = subject.minorRegime && 'guardian' in fields ? { guardian: '父亲' } : {}
    const values = fillForm(fields, guardian, { now: toInstant(now), termEnd: subject.termEnd, links: [], personId: '' })
    const form = { id: sheet.procedure.id, step: next.step, on: localDateOf(toInstant(now)), attachments: [], draftId: null, corrects: null }
    const granted = await console.procedure.addStep({ ...form, values })
    if (granted.ok) continue
    // What came too late to be granted (L-11) is refused; what has not come yet is left until then, as people would.
    const refused = 'outcome' in fields ? await console.procedure.addStep({ ...form, values: { ...values, outcome: 'REFUSED', reason: '送到时已过外出日期，不能补批。' } }) : granted
    if (!refused.ok) return taken
  }
}

/** The office corrects what the county sent back, in the words it asked for; answers the ids of the corrections. */
export async function correctReturned(client: OfficeClient): Promise<string[]> {
  const made: string[] = []
  for (const item of await must('退回', client.sync.returned({}))) {
    if (item.kind !== 'returned' || item.collection !== 'records') continue
    const known = await must('记录', client.record.get({ id: item.id }))
    if (known.record.kind !== 'contact') continue
    const { kind, subjectId, occurredAt, place, participants, values } = known.record
    const record = { kind, subjectId, occurredAt, place, text: '电话联络，谈了近来的务工情况和下次报告的时间，没有异常。', participants: participants.map(({ personId, name }) => ({ personId, name })), attachments: [], values }
    const corrected = await must('更正', client.record.correct({ recordId: known.record.id, reason: '照县局意见补写。', record, draftId: null }))
    made.push(corrected.record.id)
  }
  return made
}
