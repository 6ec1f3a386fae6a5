import { officeContract } from '#shared/contract/office.ts'
import type { Slice } from '#shared/contract/define.ts'
import { neverSent } from '#shared/domain/document.ts'
import { GeneralRecord } from '#shared/domain/record.ts'
import { officeItself, RecordId } from '#shared/kernel/ids.ts'
import { toInstant, toMilliseconds } from '#shared/kernel/time.ts'
import { policyPackOf } from '../services/duty/policy-pack.ts'
import type { Office, SignedIn } from './office.ts'
import { COPIED } from './volunteer/audit-copy.ts'

const HOUR_MS = 3_600_000

/** At how many different people's files somebody has looked within the hour, and what happens past the limit (AC-23). */
export type Brake = {
  /** Counts a look; null where it may go on. `first`: it was told just now. */
  look(who: SignedIn, objectId: string): Promise<{ limit: number; first: boolean } | null>
  /** He has given his password: the count begins anew. */
  release(personId: string): void
}

type Seen = { looks: Map<string, number>; told: boolean }
const brakes = new WeakMap<object, Brake>()

/** The brake of the opened office; what was looked at before it was locked is counted from the chain. */
export function brakeOf(office: Office): Brake {
  const known = brakes.get(office.log)
  if (known) return known
  const everybody = new Map<string, Promise<Seen>>()
  const seenBy = (personId: string): Promise<Seen> => {
    const seen = everybody.get(personId) ?? readSeen(office, personId)
    everybody.set(personId, seen)
    return seen
  }
  const made: Brake = {
    async look(who, objectId) {
      const seen = await seenBy(who.personId)
      const now = toMilliseconds(office.now())
      for (const [id, at] of seen.looks) if (now - at >= HOUR_MS) seen.looks.delete(id)
      const limit = (await policyPackOf(office)).sensitiveReadsPerHour
      const whom = await whomOf(office, objectId)
      if (seen.looks.has(whom) || seen.looks.size < limit) {
        seen.looks.set(whom, now)
        seen.told &&= seen.looks.size >= limit
        return null
      }
      const first = !seen.told
      seen.told = true
      if (first) await tell(office, who, { count: seen.looks.size + 1, limit })
      return { limit, first }
    },
    release: (personId) => void everybody.set(personId, Promise.resolve({ looks: new Map(), told: false })),
  }
  brakes.set(office.log, made)
  return made
}

async function readSeen(office: Office, personId: string): Promise<Seen> {
  const since = toInstant(toMilliseconds(office.now()) - HOUR_MS)
  const found = await office.data.audit.find({ selector: { at: { $gt: since }, id: { $lt: COPIED } }, sort: [{ at: 'asc' }] }).exec()
  const seen: Seen = { looks: new Map(), told: false }
  for (const { personId: who, operation, objectId, outcome, at } of found) {
    if (who !== personId) continue
    if (operation === 'audit.brake') seen.told = true
    if (operation === 'audit.proceed' && outcome === 'intent') [seen.looks, seen.told] = [new Map(), false]
    if (outcome === 'intent' && objectId !== '' && isLook(operation)) seen.looks.set(await whomOf(office, objectId), toMilliseconds(at))
  }
  return seen
}

const queries: ReadonlySet<string> = new Set(Object.entries<Slice>(officeContract).flatMap(([slice, members]) => Object.entries(members).flatMap(([name, { kind }]) => (kind === 'query' ? [`${slice}.${name}`] : []))))
const isLook = (operation: string): boolean => queries.has(operation)

/** The records and procedures of one person count as that person. */
async function whomOf(office: Office, objectId: string): Promise<string> {
  const found = (await office.data.records.findOne(objectId).exec()) ?? (await office.data.procedures.findOne(objectId).exec())
  return found?.subjectId ?? objectId
}

/** The report to the county: who and how many, never whom. A volunteer has no more than his groups, and no way to the county. */
async function tell(office: Office, who: SignedIn, { count, limit }: { count: number; limit: number }): Promise<void> {
  if (who.role === 'volunteer') return
  const now = office.now()
  await office.data.records.insert(GeneralRecord.parse({
    kind: 'accessAlert', id: office.newId(RecordId), subjectId: officeItself, occurredAt: now, recordedAt: now, place: '', text: '', participants: [], attachments: [], author: { personId: who.personId, name: who.name, role: who.role },
    deviceId: office.deviceId, corrects: null, late: false, clockDoubt: office.clockDoubt().slice(0, 200), review: null, values: { what: 'READ', who: who.name, count, limit }, ...neverSent,
  }))
}
