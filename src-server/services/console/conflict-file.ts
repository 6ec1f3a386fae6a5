import { ownInputOf, pathLabel, pathWords } from '#shared/casework/path-words.ts'
import type { ConflictFile } from '#shared/contract/county-conflict.ts'
import { Remark } from '#shared/domain/words.ts'
import { Instant } from '#shared/kernel/time.ts'
import { same } from '#shared/sync/merge-lists.ts'
import { ruleOf } from '#shared/sync/merge.ts'
import { partsOf, valueAt } from '#shared/sync/paths.ts'
import type { WireDocument } from '#shared/sync/protocol.ts'
import { z } from 'zod'
import { type HeldConflict, selectActs, selectVersionRows, type VersionRow } from '../../db/conflicts.ts'
import type { Queryable } from '../../db/open-database.ts'
import { conflictRow } from './conflict-row.ts'

type Shown = z.input<typeof ConflictFile>
const shownVersions = 30
const unspoken = ['editedAt', 'editedBy', 'createdAt', 'rulings', 'remarks', 'id']

/** Everything that a person needs to decide a conflict: the versions beside each other, where each comes from, what was done before. */
export async function readConflict(db: Queryable, found: HeldConflict): Promise<Shown> {
  const { collection, documentId, sent, base, document, fields } = found
  const versions = await selectVersionRows(db, collection, documentId)
  // What stood at the county before this batch came: its own merge made a later version.
  const other = versions.findLast((version) => version.revision <= found.currentRevision && !(version.deviceId === found.deviceId && version.number === found.number))
  const labelOf = (path: string): string => pathLabel(path, [sent, document, base ?? {}].map((one) => valueAt(collection, one, path)))
  return {
    row: conflictRow(found), turn: found.turn, revision: found.revision,
    fields: fields.map((path) => {
      const values = [sent, document, base ?? {}].map((one) => valueAt(collection, one, path))
      return {
        path, label: labelOf(path), base: base && pathWords(path, valueAt(collection, base, path)), office: pathWords(path, valueAt(collection, sent, path)),
        county: pathWords(path, valueAt(collection, other?.document ?? document, path)), own: ownInputOf(collection, path, values),
      }
    }),
    joined: joinedFields(found),
    base: base && side(versions.find(({ revision }) => revision === found.baseRevision), base),
    office: { by: text(sent['editedBy']), at: instant(sent['editedAt']), from: `${found.officeName}（${found.device}），第 ${found.number} 批`, revision: found.baseRevision },
    county: side(other, other?.document ?? document),
    acts: (await selectActs(db, found)).map(({ choices, ...act }) => ({ ...act, choices: choices.map(({ field, taken }) => ({ label: labelOf(field), taken })) })),
    remarks: z.array(Remark).safeParse(document['remarks']).data ?? [],
    history: versions.slice(-shownVersions).map((version) => ({ revision: version.revision, receivedAt: version.receivedAt, by: version.by, values: fields.map((path) => pathWords(path, valueAt(collection, version.document, path))) })),
  }
}

function joinedFields({ collection, base, sent, document, fields }: HeldConflict): Shown['joined'] {
  if (!base) return []
  const keysOf = (...tables: unknown[]): string[] => [...new Set(tables.flatMap((table) => Object.keys(table ?? {})))].sort()
  const isSpoken = (field: string): boolean => !unspoken.includes(field) && ruleOf(collection, field)?.kind !== 'county'
  // Of a table each entry is told by itself, beside another of its entries that is in conflict too.
  const paths = keysOf(base, sent, document).filter(isSpoken).flatMap((field) =>
    ruleOf(collection, field)?.kind === 'table' ? keysOf(base[field], sent[field], document[field]).map((entry) => `${field}/${entry}`) : [field])
  const inConflict = new Set(fields.flatMap((path) => (ruleOf(collection, partsOf(path).field)?.kind === 'table' ? [path] : [partsOf(path).field])))
  const at = (one: WireDocument, path: string) => valueAt(collection, one, path)
  return paths
    .filter((path) => !inConflict.has(path) && (!same(at(base, path), at(sent, path)) || !same(at(base, path), at(document, path))))
    .map((path) => ({ label: pathLabel(path), now: pathWords(path, at(document, path)) }))
}

function side(version: VersionRow | undefined, document: WireDocument): Shown['office'] {
  return { by: text(document['editedBy']), at: instant(document['editedAt']), from: version?.by ?? '', revision: version?.revision ?? null }
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '')
const instant = (value: unknown): Instant | null => Instant.safeParse(value).data ?? null
