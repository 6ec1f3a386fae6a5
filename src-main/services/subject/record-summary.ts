import type { SyncState } from '#shared/domain/document.ts'
import type { Instant } from '#shared/kernel/time.ts'
import type { Office } from '../../host/office.ts'
import { stateNumbers } from '../record/shelf.ts'

/** When a subject was last visited, by a record that no correction has replaced. */
export async function lastVisitOf(office: Office, subjectId: string): Promise<Instant | null> {
  const [last] = await office.derived<{ occurred: Instant }>(
    "SELECT occurred FROM derived_records_entries AS one WHERE subject = ? AND kind = 'visit' AND NOT EXISTS (SELECT 1 FROM derived_records_answers WHERE record = one.record AND person = '') ORDER BY occurred DESC LIMIT 1",
    [subjectId],
  )
  return last?.occurred ?? null
}

/** The worst sync state among a subject's records that no correction has replaced, confirmations too; of one author when `authorId` is given. */
export async function worstRecordOf(office: Office, subjectId: string, authorId: string | null): Promise<SyncState> {
  const author = authorId === null ? '' : ' AND author = ?'
  const [worst] = await office.derived<{ state: number | null }>(`SELECT max(state) AS state FROM derived_records_entries AS one WHERE state > 0 AND state IN (1, 2, 3) AND subject = ?${author} AND NOT EXISTS (SELECT 1 FROM derived_records_answers WHERE record = one.record AND person = '')`, authorId === null ? [subjectId] : [subjectId, authorId])
  return stateNumbers[worst?.state ?? 0] ?? 'received'
}
