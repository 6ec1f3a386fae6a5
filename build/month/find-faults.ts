import type { DutyRow } from '#shared/contract/duty.ts'
import { ProcedureId, RecordId, SubjectId } from '#shared/kernel/ids.ts'
import type { OfficeClient } from '../demo/office-client.ts'
import { nameOf, type Seen, wasDone } from './seen.ts'

/**
 * What no month may show: something written that cannot be found again, a row that is still overdue after it was done,
 * a row that went away though nobody wrote anything about the person.
 */
export async function findFaults(client: OfficeClient, { seen, rest }: { seen: readonly Seen[]; rest: readonly DutyRow[] }): Promise<string[]> {
  const faults: string[] = []
  const asked = new Map(rest.map((row) => [nameOf(row), row]))
  const touched = new Set(seen.flatMap(({ row, worked }) => (worked.some(wasDone) ? [row.subjectId] : [])))
  for (const { row, worked } of seen) {
    const name = `${row.ruleId} ${row.action}（${row.nominalDueOn}）`
    for (const what of worked) {
      if (what.did === 'refused') faults.push(`${name}：表填了没有存进去：${what.why}`)
      else if (what.did !== 'waits' && !(await isThere(client, what))) faults.push(`${name}：办过的事找不到了`)
    }
    const done = worked.length > 0 && worked.every(wasDone)
    const still = asked.get(nameOf(row))
    if (done && still?.severity === 'overdue') faults.push(`${name}：办过了还在催`)
    if (!still && worked.length === 0 && !touched.has(row.subjectId)) faults.push(`${name}：没有人办，却不见了`)
  }
  return faults
}

async function isThere(client: OfficeClient, what: { did: 'record' | 'procedure' | 'group'; id: string }): Promise<boolean> {
  if (what.did === 'record') return (await client.record.get({ id: RecordId.parse(what.id) })).ok
  if (what.did === 'procedure') return (await client.procedure.get({ id: ProcedureId.parse(what.id) })).ok
  const known = await client.group.get({ subjectId: SubjectId.parse(what.id) })
  return known.ok && known.value.group !== null
}
