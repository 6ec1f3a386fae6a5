import { sql } from 'kysely'
import { officeChange } from '#shared/casework/procedures/office-change.ts'
import { Procedure } from '#shared/domain/procedure.ts'
import { type Instant, type LocalDate, localDateOf, toInstant } from '#shared/kernel/time.ts'
import type { WireDocument } from '#shared/sync/protocol.ts'
import { fromWire } from '#shared/sync/wire.ts'
import type { County } from '../../county.ts'
import { lockOffices } from '../../db/devices.ts'
import { inTransaction } from '../../db/in-transaction.ts'
import { announceChange } from '../../db/ledger.ts'
import type { Queryable } from '../../db/open-database.ts'
import { moveSubject } from './move-subject.ts'

type Due = { subjectId: string; from: string; toOfficeId: string; decisionId: string; effectiveOn: LocalDate; by: string; reason: string }

/**
 * Carries out every decision on a change of office (县内迁居) whose day has come and which was not carried out yet.
 * Answers how many. Asking again does nothing: a decision is carried out once, a corrected one is another decision.
 */
export async function carryOutHandOvers(county: County): Promise<number> {
  let done = 0
  for (const due of await selectDue(county.db, localDateOf(toInstant(county.now())))) if (await carryOut(county, due)) done++
  return done
}

const days = new WeakMap<County, { day: LocalDate; done: Promise<unknown> }>()

/** The same once a day in each process, before the first device of the day is answered; a failure is tried again by the next one. */
export async function carryOutToday(county: County): Promise<void> {
  const day = localDateOf(toInstant(county.now()))
  const known = days.get(county)
  if (known?.day === day) return void (await known.done)
  const done = carryOutHandOvers(county).catch(() => {
    days.delete(county)
    county.log('handOver.failed', {})
  })
  days.set(county, { day, done })
  await done
}

async function carryOut(county: County, { subjectId, from, toOfficeId, decisionId, ...how }: Due): Promise<boolean> {
  return inTransaction(county.db, async (transaction) => {
    const target = await findTarget(transaction, toOfficeId)
    if (!target || target.id === from) return false
    await lockOffices(transaction, [from, target.id])
    const { rows: [still] } = await sql`select 1 from documents where collection = 'subjects' and id = ${subjectId} and office_id = ${from}
      and not exists (select 1 from hand_overs where decision_id = ${decisionId})`.execute(transaction)
    if (!still) return false
    const at: Instant = toInstant(county.now())
    await moveSubject(transaction, { subjectId, from, to: target, decisionId, at, ...how })
    await announceChange(transaction)
    county.log('subject.handedOver', { from, to: target.id })
    return true
  })
}

/** The office of that code, or the one to which it was joined. */
async function findTarget(db: Queryable, id: string): Promise<{ id: string; name: string } | undefined> {
  const { rows } = await sql<{ id: string; name: string }>`select target.id, target.name from offices named join offices target on target.id = coalesce(named.merged_into, named.id) where named.id = ${id}`.execute(db)
  return rows[0]
}

async function selectDue(db: Queryable, today: LocalDate): Promise<Due[]> {
  const { rows } = await sql<{ document: WireDocument; revision: number; receivedAt: Instant; from: string }>`
    select held.document, held.revision, held.received_at as "receivedAt", subject.office_id as "from" from documents held
      join documents subject on subject.collection = 'subjects' and subject.id = held.document ->> 'subjectId' and subject.office_id = held.office_id
    where held.collection = 'procedures' and held.document ->> 'kind' = 'officeChange'
    order by held.id`.execute(db)
  const granted = rows.flatMap(({ document, revision, receivedAt, from }) => {
    const procedure = Procedure.safeParse(fromWire(document, { revision, receivedAt })).data
    return procedure && !procedure.withdrawn ? dueOf(procedure, from, today) : []
  })
  const { rows: done } = await sql<{ id: string }>`select decision_id as id from hand_overs where decision_id = any(${granted.map(({ decisionId }) => decisionId)}::text[])`.execute(db)
  const carriedOut = new Set(done.map(({ id }) => id))
  return granted.filter(({ decisionId }) => !carriedOut.has(decisionId))
}

function dueOf(procedure: Procedure, from: string, today: LocalDate): Due[] {
  return officeChange.facts(procedure).flatMap((fact): Due[] => {
    if (fact.kind !== 'officeChange' || fact.step !== 'GRANTED' || !fact.effectiveOn || fact.effectiveOn > today || fact.toOfficeId === from) return []
    const by = procedure.steps.find(({ id }) => id === fact.id)?.by
    return [{ subjectId: procedure.subjectId, from, toOfficeId: fact.toOfficeId, decisionId: fact.id, effectiveOn: fact.effectiveOn, by: by?.name ?? '', reason: '县内迁居' }]
  })
}
