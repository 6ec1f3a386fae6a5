import type { Office } from '../../host/office.ts'
import { serially } from '../serially.ts'
import { usedSubjects, withdrawSubjects } from './undo.ts'

/** The queue of everything that gives out or frees subject numbers (services/subject/edit.ts). */
export const NUMBERS = 'subject numbers'

const settled = new WeakMap<Office['log'], Promise<void>>()

/**
 * Ends what a kill left half done, once for each time the office is opened: an import that never came to its end is
 * withdrawn, an undo is completed. Call it when the office opens; every ledger operation waits for it anyway.
 */
export function settleImports(office: Office): Promise<void> {
  const known = settled.get(office.log)
  if (known) return known
  const work = serially(office, NUMBERS, () => settle(office))
  settled.set(office.log, work)
  work.catch(() => settled.delete(office.log))
  return work
}

async function settle(office: Office): Promise<void> {
  for (const stored of await office.data.imports.find().exec()) {
    if (stored.state !== 'importing' && stored.state !== 'undoing') continue
    // Between the kill and now somebody may have written about a person: such a file stays.
    const except = await usedSubjects(office, stored.subjectIds)
    await withdrawSubjects(office, stored, { by: stored.by, reason: stored.state === 'importing' ? '导入中途停止' : '撤销导入', except })
    await stored.incrementalPatch({ state: stored.state === 'importing' ? 'abandoned' : 'undone', undoneAt: stored.undoneAt ?? office.now() })
  }
}
