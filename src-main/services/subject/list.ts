import { setImmediate as nextTurn } from 'node:timers/promises'
import { projectRow } from '#shared/authz/project.ts'
import type { SubjectFilter, SubjectRow } from '#shared/contract/subject.ts'
import { worstSyncState } from '#shared/domain/worst-sync-state.ts'
import { atDesk, type Context } from '../../host/office.ts'
import { seesWholeFiles, subjectsInReach } from '../scope.ts'
import { directoryOf, type Directory } from './directory.ts'
import type { Listed } from './listed.ts'
import { compareRows, type SortKey } from './order.ts'
import { lastVisitOf, worstRecordOf } from './record-summary.ts'
import { matches, wordsOf } from './search-keys.ts'

const DEFAULT_LIMIT = 100
/** Rows worked out in one turn of the event loop. */
const AT_ONCE = 250

/**
 * The subjects that the caller may see, filtered, sorted, cut to a page. A volunteer searches, filters and sorts over
 * his projection only: a question about a hidden field must not answer it by who is left in the list.
 */
export async function listSubjects(context: Context, filter: SubjectFilter): Promise<{ rows: SubjectRow[]; total: number }> {
  const { office } = atDesk(context)
  const directory = await directoryOf(office)
  const whole = seesWholeFiles(context)
  const byRecords = filter.sort === 'syncState' || (filter.sort === 'lastVisitAt' && whole) ? filter.sort : null
  const words = wordsOf(filter.text ?? '')
  const found = (await visibleTo(context, directory, whole ? orderOf(filter.sort) : 'name')).filter(
    (one) => matches(whole ? one.keys : namesOnly(one), words) && (!filter.state || one.state === filter.state) && (!filter.level || (whole && one.level === filter.level)),
  )
  const offset = filter.offset ?? 0
  const end = offset + (filter.limit ?? DEFAULT_LIMIT)
  if (!byRecords && !filter.syncState) {
    if (filter.descending) found.reverse()
    return { rows: await Promise.all(found.slice(offset, end).map((one) => toRow(context, directory, one))), total: found.length }
  }
  const rows: SubjectRow[] = []
  for (let from = 0; from < found.length; from += AT_ONCE) {
    const some = await Promise.all(found.slice(from, from + AT_ONCE).map((one) => toRow(context, directory, one)))
    rows.push(...some.filter((row) => !filter.syncState || row.syncState === filter.syncState))
    await nextTurn()
  }
  if (byRecords) rows.sort(compareRows(byRecords))
  if (filter.descending) rows.reverse()
  return { rows: rows.slice(offset, end), total: rows.length }
}

/** The numbers of the home page, over what the caller may see. */
export async function countSubjects(context: Context): Promise<{ onBooks: number; strict: number; onLeave: number; lost: number }> {
  const open = (await visibleTo(context, await directoryOf(atDesk(context).office), 'name')).filter((one) => one.open)
  const count = (test: (one: Listed) => boolean): number => open.filter(test).length
  return {
    onBooks: open.length,
    strict: seesWholeFiles(context) ? count((one) => one.level === 'STRICT') : 0,
    onLeave: count((one) => one.state === 'ON_LEAVE'),
    lost: count((one) => one.state === 'LOST'),
  }
}

/** The subjects on the list of this caller, in the asked order. */
export async function visibleTo(context: Context, directory: Directory, sort: SortKey): Promise<Listed[]> {
  const own = await subjectsInReach(context)
  return directory.ordered(sort).filter((one) => own === null || own.has(one.id))
}

function orderOf(sort: SubjectFilter['sort']): SortKey {
  if (sort === 'lastVisitAt' || sort === 'syncState') return 'name'
  return sort ?? 'subjectNo'
}

function namesOnly(one: Listed): Listed['keys'] {
  return { ...one.keys, idNo: '', subjectNo: '', phone: '' }
}

async function toRow(context: Context, directory: Directory, one: Listed): Promise<SubjectRow> {
  const { office, me } = atDesk(context)
  const whole = seesWholeFiles(context)
  const [lastVisitAt, worst] = await Promise.all([lastVisitOf(office, one.id), worstRecordOf(office, one.id, whole ? null : me.personId)])
  const group = directory.groupOf(one.id)
  const row: SubjectRow = {
    id: one.id, subjectNo: one.subjectNo, name: one.name, gender: one.gender, idTail: one.idTail, category: one.category, level: one.level, state: one.state,
    residence: one.residence, village: one.village, termEnd: one.termEnd, minorRegime: one.minorRegime, keySubject: one.keySubject,
    lastVisitAt,
    groupState: group ? (group.formed ? 'formed' : 'building') : 'none',
    // A volunteer is answerable for his own records only; where the office's file stands is not his to know.
    syncState: whole ? worstSyncState([one.ownState, group?.state ?? 'received', worst]) : worst,
  }
  return whole ? row : projectRow(row)
}
