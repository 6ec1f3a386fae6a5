import { ManagementLevel, SubjectState } from '#shared/domain/codes.ts'
import type { SubjectRow } from '#shared/contract/subject.ts'
import { urgencyOf } from '#shared/domain/worst-sync-state.ts'
import { unreachable } from '#shared/kernel/unreachable.ts'
import type { Listed } from './listed.ts'

/** Orders that the directory alone can make. */
export type SortKey = 'name' | 'subjectNo' | 'level' | 'state' | 'termEnd'

/** Compares two subjects of the list by one column; equal ones by name, then number, then id, so that no order flickers. */
export function compareBy(sort: SortKey): (a: Listed, b: Listed) => number {
  const column = columnOf(sort)
  return (a, b) => compare(column(a), column(b)) || compare(a.keys.spelled, b.keys.spelled) || compare(a.subjectNo, b.subjectNo) || compare(a.id, b.id)
}

/** Compares two finished rows by what only their records know; who was never visited comes first. */
export function compareRows(sort: 'lastVisitAt' | 'syncState'): (a: SubjectRow, b: SubjectRow) => number {
  return sort === 'lastVisitAt' ? (a, b) => compare(a.lastVisitAt ?? '', b.lastVisitAt ?? '') : (a, b) => urgencyOf(a.syncState) - urgencyOf(b.syncState)
}

function columnOf(sort: SortKey): (listed: Listed) => string | number {
  switch (sort) {
    case 'name':
      return (listed) => listed.keys.spelled
    case 'subjectNo':
      return (listed) => listed.subjectNo
    case 'level':
      return (listed) => ManagementLevel.options.indexOf(listed.level)
    case 'state':
      return (listed) => SubjectState.options.indexOf(listed.state)
    case 'termEnd':
      return (listed) => listed.termEnd
    default:
      return unreachable(sort)
  }
}

function compare(a: string | number, b: string | number): number {
  return a < b ? -1 : a > b ? 1 : 0
}
