import { SubjectId } from '#shared/kernel/ids.ts'
import type { Office } from '../../host/office.ts'
import type { LedgerImport } from '../../store/documents.ts'
import { laterThan } from '../subject/edit.ts'

const SLICE = 25

/** Which subjects of an import somebody has worked on since: they have a record, or a group with members. */
export async function usedSubjects(office: Office, ids: readonly string[]): Promise<Set<string>> {
  const used = new Set<string>()
  for (let start = 0; start < ids.length; start += SLICE) {
    const slice = ids.slice(start, start + SLICE)
    const groups = await office.data.groups.findByIds(slice).exec()
    for (const group of groups.values()) if (group.members.length > 0) used.add(group.id)
    for (const id of slice) if (await office.data.records.findOne({ selector: { subjectId: SubjectId.parse(id) } }).exec()) used.add(id)
    await new Promise(setImmediate)
  }
  return used
}

/** Withdraws the subjects of an import, each that is not withdrawn yet and not in `except`; may be repeated. */
export async function withdrawSubjects(office: Office, stored: Pick<LedgerImport, 'subjectIds'>, act: { by: string; reason: string; except?: ReadonlySet<string> }): Promise<void> {
  const at = office.now()
  for (let start = 0; start < stored.subjectIds.length; start += SLICE) {
    const found = await office.data.subjects.findByIds(stored.subjectIds.slice(start, start + SLICE)).exec()
    for (const subject of found.values()) {
      if (subject.withdrawn || act.except?.has(subject.id)) continue
      await subject.incrementalPatch({ withdrawn: { at, by: act.by, reason: act.reason }, editedAt: laterThan(subject.editedAt, at), editedBy: act.by, receivedAt: null, refused: null })
      office.emit('subject.changed', { subjectId: subject.id })
    }
    await new Promise(setImmediate)
  }
}
