import type { SliceHandlers } from '#shared/contract/define.ts'
import type { ledgers } from '#shared/contract/ledgers.ts'
import { ledgerOf, openLedger } from '#shared/casework/ledgers/index.ts'
import { standingRecords } from '#shared/casework/standing-records.ts'
import type { GeneralKind } from '#shared/domain/record-kinds.ts'
import type { CorrectionRecord, GeneralRecord } from '#shared/domain/record.ts'
import { ok } from '#shared/kernel/result.ts'
import { localDateOf, type LocalDate } from '#shared/kernel/time.ts'
import { atDesk, type Context, type Office } from '../host/office.ts'
import { casesOf } from './duty/case-shelf.ts'
import { inForce } from './duty/policy-pack.ts'
import type { Book } from './record/book.ts'
import { shelfOf } from './record/shelf.ts'

/** The policy ledgers of the office: computed from records at every call, nothing of them is stored. */
export const ledgersHandlers: SliceHandlers<typeof ledgers, Context> = {
  async open(context, { ledger }) {
    const { office } = atDesk(context)
    const books = await shelfOf(office).allBooks()
    const [{ policy, holidays }, cases, records, people] = await Promise.all([inForce(office), casesOf(office).openCases(), recordsOf(office, books, ledgerOf(ledger).kinds), office.data.people.find().exec()])
    return ok(openLedger(ledger, {
      on: localDateOf(office.now()), policy, holidays, cases, people: people.map((document) => document.toMutableJSON()),
      records: standingRecords(records).sort((a, b) => (a.record.occurredAt < b.record.occurredAt ? 1 : a.record.occurredAt > b.record.occurredAt ? -1 : a.id < b.id ? 1 : -1)),
      lastRecordOn: (subjectId) => lastDayOf(books.get(subjectId)),
    }))
  },
}

async function recordsOf(office: Office, books: ReadonlyMap<string, Book>, kinds: readonly GeneralKind[]): Promise<GeneralRecord[]> {
  const wanted = new Set<string>(kinds)
  const ids = [...books.values()].flatMap((book) => [...book.entries.values()].filter(({ kind }) => wanted.has(kind)).map(({ id }) => id))
  const found = await office.data.records.findByIds(ids).exec()
  return [...found.values()].map((document): CorrectionRecord => document.toMutableJSON()).filter((record) => 'values' in record)
}

function lastDayOf(book: Book | undefined): LocalDate | null {
  let last = ''
  for (const { kind, occurredAt } of book?.entries.values() ?? []) if (kind !== 'confirmation' && occurredAt > last) last = occurredAt
  return last ? localDateOf(last) : null
}
