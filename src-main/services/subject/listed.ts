import { syncStateOf, type SyncState } from '#shared/domain/document.ts'
import { isOpen, type Subject } from '#shared/domain/subject.ts'
import type { Derivation } from '../../store/rx-storage-sqlite/index.ts'
import { toSearchKeys, type SearchKeys } from './search-keys.ts'

/** One subject of the list: what is searched, filtered and sorted at every key stroke. */
export type Listed = Pick<Subject, 'id' | 'subjectNo' | 'name' | 'gender' | 'category' | 'level' | 'state' | 'residence' | 'village' | 'termEnd' | 'minorRegime' | 'keySubject'> & {
  readonly idTail: string
  readonly open: boolean
  readonly keys: SearchKeys
  readonly ownState: SyncState
}

/** A subject as the list has him. Spelling his name in every way costs more than reading his file ten times. */
export function toListed(subject: Subject): Listed {
  const keys = toSearchKeys(subject)
  return {
    id: subject.id, subjectNo: subject.subjectNo, name: subject.name, gender: subject.gender, category: subject.category, level: subject.level,
    state: subject.state, residence: subject.residence, village: subject.village, termEnd: subject.termEnd, minorRegime: subject.minorRegime,
    keySubject: subject.keySubject, idTail: subject.idNo.slice(-4), open: isOpen(subject), keys, ownState: syncStateOf(subject),
  }
}

/** The list as it was last worked out, for the next unlock, and who is in no list. */
export const subjectTables: Derivation<Subject & { _deleted?: boolean }> = {
  name: 'subjects',
  version: 1,
  collection: 'subjects',
  tables: [
    'CREATE TABLE derived_subjects_listed (id TEXT PRIMARY KEY, listed TEXT NOT NULL) WITHOUT ROWID',
    'CREATE TABLE derived_subjects_hidden (id TEXT PRIMARY KEY) WITHOUT ROWID',
  ],
  sql: [
    'DELETE FROM derived_subjects_listed WHERE id = ?',
    'DELETE FROM derived_subjects_hidden WHERE id = ?',
    'INSERT OR REPLACE INTO derived_subjects_listed (id, listed) VALUES (?, ?)',
    'INSERT OR IGNORE INTO derived_subjects_hidden (id) VALUES (?)',
  ],
  rowsOf(subject) {
    const { id } = subject
    if (subject._deleted) return [[[id]], [[id]], [], []]
    const isHidden = Boolean(subject.withdrawn) || isSealed(subject)
    return [isHidden ? [[id]] : [], isHidden ? [] : [[id]], isHidden ? [] : [[id, JSON.stringify(toListed(subject))]], isHidden ? [[id]] : []]
  },
}

function isSealed(subject: object): boolean {
  return 'sealed' in subject && Boolean(subject.sealed)
}
