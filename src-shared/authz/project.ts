import type { SubjectBrief, SubjectRow } from '../contract/subject.ts'
import type { Subject } from '../domain/subject.ts'

/**
 * What a volunteer may know of a subject of his own group (domain.md §8: no ID number, no judgment, no phone): enough
 * to knock at the door and to know what to look for. Built by naming what goes out, so a new field stays inside.
 */
export function projectSubject(subject: Subject): SubjectBrief {
  return {
    id: subject.id,
    name: subject.name,
    gender: subject.gender,
    residence: subject.residence,
    village: subject.village,
    visitHint: subject.visitHint,
    state: subject.state,
    minorRegime: subject.minorRegime,
  }
}

/** A row of the list as a volunteer sees it: number, ID tail, category, level, dates and flags empty. */
export function projectRow(row: SubjectRow): SubjectRow {
  return {
    id: row.id,
    subjectNo: '',
    name: row.name,
    gender: row.gender,
    idTail: '',
    category: null,
    level: null,
    state: row.state,
    residence: row.residence,
    village: row.village,
    termEnd: null,
    minorRegime: null,
    keySubject: null,
    lastVisitAt: null,
    groupState: row.groupState,
    syncState: row.syncState,
  }
}
