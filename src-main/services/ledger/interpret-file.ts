import { type ColumnMapping, ledgerFieldLabels, requiredFields } from '#shared/domain/ledger/fields.ts'
import { markDoubles } from '#shared/domain/ledger/find-doubles.ts'
import { type InterpretedRow, interpretRow } from '#shared/domain/ledger/interpret-row.ts'
import { fail, ok, type Result } from '#shared/kernel/result.ts'
import { localDateOf } from '#shared/kernel/time.ts'
import type { Office } from '../../host/office.ts'
import { knownSubjects } from './known-subjects.ts'
import type { OpenedFile } from './opened-file.ts'

const SLICE = 25

/** Every row of a file as it would be imported now, with all that is found; against the books as they stand at this moment. */
export async function interpretFile(office: Office, file: OpenedFile, mapping: ColumnMapping): Promise<Result<InterpretedRow[], 'MAPPING_INCOMPLETE'>> {
  const missing = requiredFields.filter((field) => mapping[field] === undefined || mapping[field] === null)
  if (missing.length > 0) return fail('MAPPING_INCOMPLETE', { missing: missing.map((field) => ledgerFieldLabels[field]).join('、') })
  const today = localDateOf(office.now())
  const rows: InterpretedRow[] = []
  for (const row of file.people) {
    rows.push(interpretRow(row, { mapping, today }))
    if (rows.length % SLICE === 0) await new Promise(setImmediate)
  }
  return ok(markDoubles(rows, await knownSubjects(office)))
}
