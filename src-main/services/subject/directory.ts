import type { CorrectionGroup } from '#shared/domain/group.ts'
import type { Subject } from '#shared/domain/subject.ts'
import { syncStateOf, type SyncState } from '#shared/domain/document.ts'
import { isOpen } from '#shared/domain/subject.ts'
import type { Office } from '../../host/office.ts'
import { readPlain } from '../../store/read-plain.ts'
import { inPages, PAGE } from '../in-pages.ts'
import { compareBy, type SortKey } from './order.ts'
import { toSearchKeys, type SearchKeys } from './search-keys.ts'

/** One subject of the list, in memory: what is searched, filtered and sorted at every key stroke. */
export type Listed = Pick<Subject, 'id' | 'subjectNo' | 'name' | 'gender' | 'category' | 'level' | 'state' | 'residence' | 'village' | 'termEnd' | 'minorRegime' | 'keySubject'> & {
  readonly idTail: string
  readonly open: boolean
  readonly keys: SearchKeys
  readonly ownState: SyncState
}

/** What is kept of a group. */
export type ListedGroup = { readonly memberIds: readonly string[]; readonly formed: boolean; readonly state: SyncState }

export type Directory = {
  /** Subjects that are not withdrawn, in the asked order; ordered once and kept until one changes. */
  ordered(sort: SortKey): readonly Listed[]
  groupOf(subjectId: string): ListedGroup | undefined
  /** In how many groups somebody sits. */
  groupsOf(personId: string): number
  /** Whether another subject on the books bears this number. */
  hasNumber(subjectNo: string, exceptId: string): boolean
}

const directories = new WeakMap<Office, Promise<Directory>>()

/** The office's directory: read in at the first call, following the store from then on, gone with the office. */
export function directoryOf(office: Office): Promise<Directory> {
  const known = directories.get(office)
  if (known) return known
  const made = openDirectory(office).catch((error: unknown) => {
    directories.delete(office)
    throw error
  })
  directories.set(office, made)
  return made
}

async function openDirectory(office: Office): Promise<Directory> {
  const listed = new Map<string, Listed | null>()
  const groups = new Map<string, ListedGroup>()
  const orders = new Map<SortKey, readonly Listed[]>()
  const put = (subject: Subject): void => {
    listed.set(subject.id, subject.withdrawn ? null : toListed(subject))
    orders.clear()
  }
  // Listening begins before reading, so that nothing falls between the two.
  office.data.subjects.$.subscribe((change) => {
    if (change.operation !== 'DELETE') put(change.documentData)
  })
  office.data.groups.$.subscribe((change) => {
    if (change.operation !== 'DELETE') groups.set(change.documentId, toListedGroup(change.documentData))
  })
  await inPages(
    (after) => readPlain(office.data.subjects, { selector: { id: { $gt: after } }, sort: [{ id: 'asc' }], limit: PAGE }),
    (subject) => {
      if (!listed.has(subject.id)) put(subject)
    },
  )
  for (const group of await readPlain(office.data.groups, { selector: {} })) if (!groups.has(group.id)) groups.set(group.id, toListedGroup(group))
  const all = (): Listed[] => [...listed.values()].filter((one) => one !== null)
  return {
    ordered(sort) {
      const known = orders.get(sort)
      if (known) return known
      const made = all().sort(compareBy(sort))
      orders.set(sort, made)
      return made
    },
    groupOf: (subjectId) => groups.get(subjectId),
    groupsOf: (personId) => [...groups.values()].filter(({ memberIds }) => memberIds.includes(personId)).length,
    hasNumber: (subjectNo, exceptId) => all().some((one) => one.id !== exceptId && one.subjectNo === subjectNo),
  }
}

function toListed(subject: Subject): Listed {
  const keys = toSearchKeys(subject)
  return {
    id: subject.id, subjectNo: subject.subjectNo, name: subject.name, gender: subject.gender, category: subject.category, level: subject.level,
    state: subject.state, residence: subject.residence, village: subject.village, termEnd: subject.termEnd, minorRegime: subject.minorRegime,
    keySubject: subject.keySubject, idTail: subject.idNo.slice(-4), open: isOpen(subject), keys, ownState: syncStateOf(subject),
  }
}

function toListedGroup(group: CorrectionGroup): ListedGroup {
  return { memberIds: group.members.map(({ personId }) => personId), formed: group.formedOn !== null, state: syncStateOf(group) }
}
