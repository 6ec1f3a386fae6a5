import type { SliceHandlers } from '#shared/contract/define.ts'
import type { ledgers } from '#shared/contract/ledgers.ts'
import { ledgerOf, openLedger } from '#shared/casework/ledgers/index.ts'
import { standingRecords } from '#shared/casework/standing-records.ts'
import type { GeneralKind } from '#shared/domain/record-kinds.ts'
import type { CorrectionRecord, GeneralRecord } from '#shared/domain/record.ts'
import { ok } from '#shared/kernel/result.ts'
import { type Instant, localDateOf, type LocalDate } from '#shared/kernel/time.ts'
import { atDesk, type Context, type Office } from '../host/office.ts'
import { casesOf } from './duty/case-shelf.ts'
import { inForce } from './duty/policy-pack.ts'
import { readPlain } from '../store/read-plain.ts'

/** The policy ledgers of the office: computed from records at every call, nothing of them is stored. */
export const ledgersHandlers: SliceHandlers<typeof ledgers, Context> = {
  async open(context, { ledger }) {
    const { office } = atDesk(context)
    const [{ policy, holidays }, cases, records, people] = await Promise.all([inForce(office), casesOf(office).openCases(), recordsOf(office, ledgerOf(ledger).kinds), office.data.people.find().exec()])
    const lastDays = await lastDaysOf(office, cases.map(({ subject }) => subject.id))
    return ok(openLedger(ledger, {
      on: localDateOf(office.now()), policy, holidays, cases, people: people.map((document) => document.toMutableJSON()),
      records: standingRecords(records).sort((a, b) => (a.record.occurredAt < b.record.occurredAt ? 1 : a.record.occurredAt > b.record.occurredAt ? -1 : a.id < b.id ? 1 : -1)),
      lastRecordOn: (subjectId) => lastDays.get(subjectId) ?? null,
    }))
  },
}

async function recordsOf(office: Office, kinds: readonly GeneralKind[]): Promise<GeneralRecord[]> {
  const found: CorrectionRecord[] = await readPlain(office.data.records, { selector: { kind: { $in: [...kinds] } } })
  return found.filter((record) => 'values' in record)
}

/** The day of each subject's newest record. */
async function lastDaysOf(office: Office, subjectIds: readonly string[]): Promise<ReadonlyMap<string, LocalDate>> {
  const days = new Map<string, LocalDate>()
  for (const id of subjectIds) {
    const [last] = await office.derived<{ occurred: Instant }>("SELECT occurred FROM derived_records_entries WHERE subject = ? AND kind <> 'confirmation' ORDER BY occurred DESC LIMIT 1", [id])
    if (last) days.set(id, localDateOf(last.occurred))
  }
  return days
}
