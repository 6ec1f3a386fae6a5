import { canonicalJson, type Json } from '../kernel/canonical.ts'
import type { SyncedCollection } from '../domain/collections.ts'
import type { WireDocument } from './protocol.ts'

/**
 * How the fields of a collection merge. What is not named here is one value: the side that changed it wins, and two
 * different changes are a conflict.
 */
type Annotation = {
  /** Lists of objects that are sets by this member. */
  setsById?: Record<string, string>
  /** Tables whose entries are fields of their own. */
  tables?: readonly string[]
  /** Lists of plain values that are sets. */
  sets?: readonly string[]
}

const annotations: Record<SyncedCollection, Annotation> = {
  subjects: { tables: ['more'] },
  people: { sets: ['specialties'] },
  groups: { setsById: { members: 'personId' } },
  records: {},
  procedures: { setsById: { steps: 'id' } },
}

/** Who edited last is book-keeping, not content: the later edit's pair is kept. */
const bookkeeping = ['editedAt', 'editedBy']

export type Merge = { document: WireDocument; conflicts: string[] }

/**
 * Three-way merge of `sent` into `current`, both grown from `base` (null: the base is not known, so every difference
 * is a conflict). Answers the joined document and the names of the fields where both sides hold different new values;
 * for those the document keeps `current`'s. With no conflicts nothing of either side is lost. Pure.
 */
export function mergeDocuments(collection: SyncedCollection, base: WireDocument | null, current: WireDocument, sent: WireDocument): Merge {
  const document: WireDocument = {}
  const conflicts: string[] = []
  for (const field of [...new Set([...Object.keys(current), ...Object.keys(sent)])].sort()) {
    if (bookkeeping.includes(field)) continue
    const merged = mergeField(annotations[collection], field, { base: base?.[field], current: current[field], sent: sent[field], known: base !== null })
    if (merged.conflict) conflicts.push(field)
    if (merged.value !== undefined) document[field] = merged.value
  }
  if (base && removedBeside(base, current, sent, document)) {
    document['withdrawn'] = current['withdrawn'] ?? null
    conflicts.push('withdrawn')
  }
  const later = laterEdit(current, sent)
  for (const field of bookkeeping) if (later[field] !== undefined) document[field] = later[field]
  return { document, conflicts }
}

/** One side withdrew the document, the other changed it: both stand, and a person decides (design: the edit lives). */
function removedBeside(base: WireDocument, current: WireDocument, sent: WireDocument, merged: WireDocument): boolean {
  if (base['withdrawn'] || !merged['withdrawn'] || (current['withdrawn'] && sent['withdrawn'])) return false
  const editor = current['withdrawn'] ? sent : current
  return Object.keys(editor).some((field) => field !== 'withdrawn' && !bookkeeping.includes(field) && !same(base[field], editor[field]))
}

type Value = WireDocument[string] | undefined
type Sides = { base: Value; current: Value; sent: Value; known: boolean }
type Merged = { value: Value; conflict: boolean }

function mergeField(annotation: Annotation, field: string, sides: Sides): Merged {
  const { base, current, sent, known } = sides
  if (same(current, sent)) return { value: current, conflict: false }
  if (known && same(base, sent)) return { value: current, conflict: false }
  if (known && same(base, current)) return { value: sent, conflict: false }
  const key = annotation.setsById?.[field]
  if (known && key && Array.isArray(base) && Array.isArray(current) && Array.isArray(sent)) return mergeSet({ base, current, sent }, (member) => keyOf(member, key))
  if (known && annotation.sets?.includes(field) && Array.isArray(base) && Array.isArray(current) && Array.isArray(sent)) return mergeSet({ base, current, sent }, canonicalJson)
  if (known && annotation.tables?.includes(field)) {
    const [was, mine, theirs] = [base ?? {}, sent ?? {}, current ?? {}]
    if (isTable(was) && isTable(mine) && isTable(theirs)) return mergeTable(was, theirs, mine)
  }
  return { value: current, conflict: true }
}

function isTable(value: Value): value is WireDocument {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Each entry merges as a field of its own; one that both sides changed differently makes the whole table a conflict. */
function mergeTable(base: WireDocument, current: WireDocument, sent: WireDocument): Merged {
  const table: WireDocument = {}
  let conflict = false
  for (const key of [...new Set([...Object.keys(current), ...Object.keys(sent)])].sort()) {
    const merged = mergeField({}, key, { base: base[key], current: current[key], sent: sent[key], known: true })
    if (merged.conflict) conflict = true
    if (merged.value !== undefined) table[key] = merged.value
  }
  return { value: table, conflict }
}

type Member = Extract<NonNullable<Value>, readonly unknown[]>[number]
type Lists = { base: readonly Member[]; current: readonly Member[]; sent: readonly Member[] }

/** Members that one side added, removed or changed; a member changed differently on both sides is a conflict. */
function mergeSet(lists: Lists, idOf: (member: Member) => string): Merged {
  const index = (list: readonly Member[]) => new Map(list.map((member) => [idOf(member), member]))
  const base = index(lists.base)
  const current = index(lists.current)
  const sent = index(lists.sent)
  const result: Member[] = []
  let conflict = false
  for (const id of new Set([...current.keys(), ...sent.keys()])) {
    const [was, mine, theirs] = [base.get(id), sent.get(id), current.get(id)]
    if (same(mine, theirs) || same(was, mine)) push(theirs)
    else if (same(was, theirs)) push(mine)
    else {
      conflict = true
      push(theirs)
    }
  }
  return { value: result, conflict }

  function push(member: Member | undefined): void {
    if (member !== undefined) result.push(member)
  }
}

function keyOf(member: Member, key: string): string {
  const value = member && typeof member === 'object' && !Array.isArray(member) ? member[key] : undefined
  return typeof value === 'string' ? value : canonicalJson(member)
}

function laterEdit(current: WireDocument, sent: WireDocument): WireDocument {
  return String(sent['editedAt'] ?? '') > String(current['editedAt'] ?? '') ? sent : current
}

function same(a: Json | undefined, b: Json | undefined): boolean {
  if (a === undefined || b === undefined) return a === b
  return a === b || canonicalJson(a) === canonicalJson(b)
}
