import { type CorrectionRecord, hasOpenIssues } from '#shared/domain/record.ts'
import { urgencyOf } from '#shared/domain/worst-sync-state.ts'
import type { Office } from '../host/office.ts'

/** What the county has not settled: how many records it has to look at, and those it returned or asks about that nobody has answered yet. */
export type ReviewTally = { inReview(): Promise<number>; returned(): Promise<CorrectionRecord[]>; stop(): void }

/**
 * Asks the tables beside the records, and again only after a record has changed. `state > 0` stands in each question as in
 * the index of what is not settled, or SQLite would not know that the index holds the answer.
 */
export function watchRecords(office: Office): ReviewTally {
  let known: { inReview?: Promise<number>; returned?: Promise<CorrectionRecord[]> } = {}
  const subscription = office.data.records.$.subscribe(() => (known = {}))

  async function countInReview(): Promise<number> {
    const [row] = await office.derived<{ count: number }>('SELECT count(*) AS count FROM derived_records_entries WHERE state > 0 AND state = ?', [urgencyOf('inReview')])
    return row?.count ?? 0
  }

  async function readReturned(): Promise<CorrectionRecord[]> {
    const rows = await office.derived<{ record: string }>(
      "SELECT record FROM derived_records_entries AS one WHERE state > 0 AND state = ? AND NOT EXISTS (SELECT 1 FROM derived_records_answers WHERE record = one.record AND person = '') ORDER BY record",
      [urgencyOf('returned')],
    )
    const documents = await office.data.records.findByIds(rows.map(({ record }) => record)).exec()
    // A record may also stand as returned because the county could not take it; that is told elsewhere.
    return [...documents.values()].map((document) => document.toMutableJSON()).filter((record) => record.review?.state === 'RETURNED' || hasOpenIssues(record))
  }

  // Whoever asks next asks again.
  function forget(error: unknown): never {
    known = {}
    throw error
  }

  return {
    inReview: () => (known.inReview ??= countInReview().catch(forget)),
    returned: () => (known.returned ??= readReturned().catch(forget)),
    stop: () => subscription.unsubscribe(),
  }
}
