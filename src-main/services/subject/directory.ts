import type { CorrectionGroup } from '#shared/domain/group.ts'
import type { Subject } from '#shared/domain/subject.ts'
import { syncStateOf, type SyncState } from '#shared/domain/document.ts'
import type { Office } from '../../host/office.ts'
import { readPlain } from '../../store/read-plain.ts'
import { inPages, PAGE } from '../in-pages.ts'
import { toListed, type Listed } from './listed.ts'
import { compareBy, type SortKey } from './order.ts'

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
    if (change.operation !== 'DELETE') return put(change.documentData)
    listed.set(change.documentId, null)
    groups.delete(change.documentId)
    orders.clear()
  })
  office.data.groups.$.subscribe((change) => {
    if (change.operation !== 'DELETE') groups.set(change.documentId, toListedGroup(change.documentData))
  })
  await inPages(
    (after) => office.derived<{ id: string; listed: string }>('SELECT id, listed FROM derived_subjects_listed WHERE id > ? ORDER BY id LIMIT ?', [after, PAGE]),
    ({ id, listed: text }) => {
      if (listed.has(id)) return
      const one: Listed = JSON.parse(text)
      listed.set(id, one)
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

function toListedGroup(group: CorrectionGroup): ListedGroup {
  return { memberIds: group.members.map(({ personId }) => personId), formed: group.formedOn !== null, state: syncStateOf(group) }
}
