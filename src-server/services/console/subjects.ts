import type { ConsoleContract } from '#shared/contract/console.ts'
import type { SliceHandlers } from '#shared/contract/define.ts'
import { barredOf } from '#shared/casework/barred.ts'
import { CorrectionGroup } from '#shared/domain/group.ts'
import { isOpen, Subject } from '#shared/domain/subject.ts'
import { fail, ok } from '#shared/kernel/result.ts'
import { localDateOf, toInstant } from '#shared/kernel/time.ts'
import { checkGroup } from '#shared/rules/index.ts'
import { fromWire } from '#shared/sync/wire.ts'
import type { County } from '../../county.ts'
import { noGroup } from '../../db/views/offices.ts'
import { selectRecordsOf } from '../../db/views/records.ts'
import { findSubject, selectSubjects, type SubjectRow } from '../../db/views/subjects.ts'
import type { Context } from './caller.ts'
import { toVisitRow } from './visit-row.ts'

/** The subjects of the county. */
export function subjects(county: County): SliceHandlers<ConsoleContract['subject'], Context> {
  return {
    list: async (_context, input) => {
      const { rows, total } = await selectSubjects(county.db, input)
      return ok({
        rows: rows.map((row) => {
          const { subject, findings } = read(row, county)
          const hardFindings = findings.filter(({ level }) => level === 'hard').length
          return { subject, officeId: row.officeId, officeName: row.officeName, visits: row.visits, lastVisitAt: row.lastVisitAt, hardFindings, softFindings: findings.length - hardFindings }
        }),
        total,
      })
    },
    get: async (_context, { id }) => {
      const row = await findSubject(county.db, id)
      if (!row) return fail('NOT_AVAILABLE')
      const records = (await selectRecordsOf(county.db, id)).filter((record) => record.officeId === row.officeId)
      return ok({ ...read(row, county), officeId: row.officeId, officeName: row.officeName, records: records.map(toVisitRow) })
    },
  }
}

/** The subject with its group and what the rules say of it today; nothing is asked of a closed case. */
function read(row: SubjectRow, county: County) {
  const subject = Subject.parse(fromWire(row.document, row))
  const { group: held, groupRevision, groupReceivedAt } = row
  const group = held && groupRevision && groupReceivedAt ? CorrectionGroup.parse(fromWire(held, { revision: groupRevision, receivedAt: groupReceivedAt })) : null
  const findings = isOpen(subject) ? checkGroup(group ?? noGroup, { ...subject, relatives: row.relatives, ties: row.ties, barred: barredOf(subject.more) }, localDateOf(toInstant(county.now()))) : []
  return { subject, group, findings }
}
