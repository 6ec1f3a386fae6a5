import type { ImportRow } from '#shared/contract/ledger.ts'
import type { InterpretedRow } from '#shared/domain/ledger/interpret-row.ts'
import { neverSent } from '#shared/domain/document.ts'
import type { Subject } from '#shared/domain/subject.ts'
import { ImportId, SubjectId } from '#shared/kernel/ids.ts'
import type { SignedIn } from '../../host/office.ts'
import type { LedgerImport } from '../../store/documents.ts'

const SLICE = 25

/**
 * Writes the subjects of an import. The import stands first, as `importing` and with every id, so that a kill at any
 * point leaves something that `settleImports` finds; only the last write makes it an import.
 */
export async function writeImport(me: SignedIn, fileName: string, rows: readonly InterpretedRow[]): Promise<{ importId: ImportId; imported: number }> {
  const { office } = me
  const importId = office.newId(ImportId)
  const at = office.now()
  const subjects = rows.flatMap(({ facts, row }): Subject[] =>
    facts ? [{ id: office.newId(SubjectId), ...facts, source: { importId, row }, withdrawn: null, createdAt: at, editedAt: at, editedBy: me.name, ...neverSent }] : [],
  )
  const stored = await office.data.imports.insert({ id: importId, fileName, at, by: me.name, subjectIds: subjects.map(({ id }) => id), state: 'importing', undoneAt: null })
  for (let start = 0; start < subjects.length; start += SLICE) {
    const { error } = await office.data.subjects.bulkInsert(subjects.slice(start, start + SLICE))
    if (error.length > 0) throw new Error(`import ${importId}: ${error.length} subjects were not written`)
    await new Promise(setImmediate)
  }
  await stored.incrementalPatch({ state: 'imported' })
  for (const { id } of subjects) office.emit('subject.changed', { subjectId: id })
  return { importId, imported: subjects.length }
}

/** An import as the list shows it. */
export function toImportRow(stored: LedgerImport): ImportRow {
  return {
    importId: ImportId.parse(stored.id),
    fileName: stored.fileName,
    at: stored.at,
    by: stored.by,
    count: stored.subjectIds.length,
    state: stored.state === 'imported' ? 'imported' : stored.state === 'abandoned' || stored.state === 'importing' ? 'interrupted' : 'undone',
    undoneAt: stored.undoneAt,
  }
}
