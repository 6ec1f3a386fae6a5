import type { CorrectionRecord } from '#shared/domain/record.ts'
import type { Fact } from '#shared/rules/index.ts'
import type { Office } from '../../host/office.ts'

/** The facts of records that stand alone, and the few records that must be read as they are: corrections, and what excuses a duty. */
type Facts = { facts: Fact[]; records: CorrectionRecord[] }

const toRead = "(corrects IS NOT NULL OR facts IS NULL OR kind = 'notApplicable')"
const aloneOnes = `SELECT facts FROM derived_records_entries AS one WHERE subject = ? AND NOT ${toRead} AND facts <> ''
  AND NOT EXISTS (SELECT 1 FROM derived_records_answers WHERE record = one.record AND person = '') ORDER BY occurred, record`

/** Takes a subject the caller may know of; gives what the rules read of his records without reading the records. */
export async function readFacts(office: Office, subjectId: string): Promise<Facts> {
  const [row] = await office.derived<{ facts: string | null }>(`SELECT group_concat(facts) AS facts FROM (${aloneOnes})`, [subjectId])
  const facts: Fact[] = JSON.parse(`[${row?.facts ?? ''}]`)
  const ids = await office.derived<{ record: string }>(`SELECT record FROM derived_records_entries WHERE subject = ? AND ${toRead} ORDER BY occurred, record`, [subjectId])
  const documents = ids.length === 0 ? new Map() : await office.data.records.findByIds(ids.map(({ record }) => record)).exec()
  return { facts, records: [...documents.values()].map((document) => document.toMutableJSON()) }
}
