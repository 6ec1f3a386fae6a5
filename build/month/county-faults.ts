import { ProcedureId, RecordId, SubjectId } from '#shared/kernel/ids.ts'
import { say } from '#shared/kernel/result.ts'
import { must } from '../demo/must.ts'
import type { OfficeClient } from '../demo/office-client.ts'
import { LOOK_MS, type MonthCounty } from './month-county.ts'
import type { MonthClock, Seen } from './seen.ts'

/** What no month beside a county may show: something of the office that the county has not, or has otherwise; something that waits for nobody. */
export async function findCountyFaults({ client, county, clock, seen }: { client: OfficeClient; county: MonthCounty; clock: MonthClock; seen: readonly Seen[] }): Promise<string[]> {
  const faults: string[] = []
  let looked = 0
  let console = await county.console()
  const { items } = await must('待送出', client.sync.outbox({ limit: 500 }))
  for (const { collection, state } of items) faults.push(`月末没有送到县局（${collection}，${state}）`)
  for (const item of await must('退回', client.sync.returned({}))) faults.push(`退回没有了结（${item.kind}）：${item.reason}`)
  for (const what of seen.flatMap(({ worked }) => worked)) {
    clock.now += LOOK_MS
    if (++looked % 200 === 0) console = await county.console()
    if (what.did === 'record') {
      const got = await console.record.get({ id: RecordId.parse(what.id) })
      if (!got.ok) faults.push(`办过的记录县局拿不出：${say(got.error)}`)
    }
    if (what.did === 'group') {
      const known = await console.subject.get({ id: SubjectId.parse(what.id) })
      if (!known.ok || known.value.group === null) faults.push('定过的小组县局没有')
    }
    if (what.did === 'procedure') faults.push(...(await compareProcedure(what.id)))
  }
  const { rows } = await must('待县级决定', console.procedure.list({ officeId: null, kind: null, waiting: true }))
  for (const { row } of rows) faults.push(`县局还没有决定：${row.label}（${row.kind}）`)
  return [...new Set(faults)]

  async function compareProcedure(asked: string): Promise<string[]> {
    const id = ProcedureId.parse(asked)
    const [here, there] = [await client.procedure.get({ id }), await console.procedure.get({ id })]
    if (!here.ok || !there.ok) return [`办理的事项拿不出：${[here, there].flatMap((one) => (one.ok ? [] : [say(one.error)])).join('；')}`]
    const steps = ({ track }: typeof here.value): string => track.map(({ step }) => step.id).join()
    return steps(here.value) === steps(there.value.sheet) ? [] : ['办理的步骤两边不一样']
  }
}
