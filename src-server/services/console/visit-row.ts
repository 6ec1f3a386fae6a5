import { CorrectionRecord } from '#shared/domain/record.ts'
import { fromWire } from '#shared/sync/wire.ts'
import type { RecordRow } from '../../db/views/records.ts'

/** A record as the console shows it. */
export function toVisitRow(row: RecordRow) {
  const { subjectName, officeId, officeName, confirmedBy } = row
  return { record: CorrectionRecord.parse(fromWire(row.document, row)), subjectName, officeId, officeName, confirmedBy }
}
