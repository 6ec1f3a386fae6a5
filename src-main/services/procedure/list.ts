import type { InputOf, OutputOf } from '#shared/contract/define.ts'
import type { procedure, ProcedureRow } from '#shared/contract/procedure.ts'
import { toProcedureRow } from '#shared/casework/procedure-sheet.ts'
import { localDateOf } from '#shared/kernel/time.ts'
import { atDesk, type Context } from '../../host/office.ts'
import { findSubject } from '../scope.ts'
import { surroundingsOf } from './surroundings.ts'

type Asked = InputOf<typeof procedure.list>

/** What stands open first, by its next day; then what has ended, newest first. Withdrawn ones are left out. */
export async function listProcedures(context: Context, { subjectId, kind, ended, offset, limit }: Asked): Promise<OutputOf<typeof procedure.list>> {
  const { office } = atDesk(context)
  const selector = { ...(subjectId ? { subjectId: { $eq: subjectId } } : {}) }
  const documents = (await office.data.procedures.find({ selector }).exec()).map((document) => document.toMutableJSON())
  const rows: ProcedureRow[] = []
  for (const one of documents) {
    if (one.withdrawn || (kind && one.kind !== kind) || !(await findSubject(context, one.subjectId))) continue
    const around = await surroundingsOf(office, one.subjectId)
    if (around) rows.push(toProcedureRow(one, around, 'office'))
  }
  const wanted = rows.filter(({ standing }) => ended === null || standing.ended === ended).sort(byUrgency)
  return { on: localDateOf(office.now()), rows: wanted.slice(offset, offset + limit), total: wanted.length }
}

function byUrgency(a: ProcedureRow, b: ProcedureRow): number {
  if (a.standing.ended !== b.standing.ended) return a.standing.ended ? 1 : -1
  if (a.standing.ended) return compare(b.openedOn, a.openedOn)
  return compare(a.next?.dueOn ?? '9', b.next?.dueOn ?? '9') || compare(a.openedOn, b.openedOn)
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
