import { canonicalJson } from '../kernel/canonical.ts'
import { syncedCollections, type SyncedCollection } from '../domain/collections.ts'
import { type MergeRule, mergeRulesOf } from '../domain/merge-rule.ts'
import { keysOf } from '../kernel/keys-of.ts'
import { unreachable } from '../kernel/unreachable.ts'
import { type Lists, type Merged, mergeAppendOnly, mergeSet, same, type Value } from './merge-lists.ts'
import type { WireDocument } from './protocol.ts'

const rulesOf = new Map(keysOf(syncedCollections).map((collection) => [collection, mergeRulesOf(syncedCollections[collection])]))
const oneValue = new Map<string, MergeRule>()

/** Who edited last is book-keeping, not content: the later edit's pair is kept. */
const bookkeeping = ['editedAt', 'editedBy']

/** `conflicts` are paths: a field, or an entry within it, `more/ethnic`, `members/01J…`. */
export type Merge = { document: WireDocument; conflicts: string[] }

/** How a field joins; undefined: it is one value. */
export function ruleOf(collection: SyncedCollection, field: string): MergeRule | undefined {
  return rulesOf.get(collection)?.get(field)
}

/**
 * Three-way merge of `sent` (the office's) into `current` (the county's), both grown from `base` (null: the base is not
 * known, so every difference is a conflict), by the rules that the domain's schemas carry. Answers the joined document
 * and the paths where both sides hold different new values; for those the document keeps `current`'s, but what one side
 * removed and the other edited lives. With no conflicts nothing of either side is lost. Pure.
 */
export function mergeDocuments(collection: SyncedCollection, base: WireDocument | null, current: WireDocument, sent: WireDocument): Merge {
  const rules = rulesOf.get(collection) ?? oneValue
  const document: WireDocument = {}
  const conflicts: string[] = []
  for (const field of [...new Set([...Object.keys(current), ...Object.keys(sent)])].sort()) {
    if (bookkeeping.includes(field)) continue
    const merged = mergeField(rules.get(field), { base: base?.[field], current: current[field], sent: sent[field], known: base !== null })
    conflicts.push(...merged.conflicts.map((entry) => (entry === '' ? field : `${field}/${entry}`)))
    if (merged.value !== undefined) document[field] = merged.value
  }
  for (const [field, rule] of rules) if (rule.kind === 'about' && saysOfNeither(field, rule.field, [current, sent], document)) document[field] = null
  if (base && removedBeside(rules, { base, current, sent })) {
    document['withdrawn'] = null
    conflicts.push('withdrawn')
  }
  const later = laterEdit(current, sent)
  for (const field of bookkeeping) if (later[field] !== undefined) document[field] = later[field]
  return { document, conflicts }
}

/** The joined value stands in no version beside what it speaks about: nobody ever said it of that. */
function saysOfNeither(field: string, about: string, sides: WireDocument[], merged: WireDocument): boolean {
  return (merged[field] ?? null) !== null && !sides.some((side) => same(side[field], merged[field]) && same(side[about], merged[about]))
}

/** One side withdrew the document, the other changed it: the edit lives, and a person decides. */
function removedBeside(rules: ReadonlyMap<string, MergeRule>, { base, current, sent }: { base: WireDocument; current: WireDocument; sent: WireDocument }): boolean {
  if (base['withdrawn'] || Boolean(current['withdrawn']) === Boolean(sent['withdrawn'])) return false
  const editor = current['withdrawn'] ? sent : current
  return [...new Set([...Object.keys(base), ...Object.keys(editor)])].some((field) => field !== 'withdrawn' && !bookkeeping.includes(field) && rules.get(field)?.kind !== 'county' && !same(base[field], editor[field]))
}

type Sides = { base: Value; current: Value; sent: Value; known: boolean }

function mergeField(rule: MergeRule | undefined, sides: Sides): Merged {
  const { base, current, sent, known } = sides
  if (rule?.kind === 'county') return { value: current, conflicts: [] }
  if (rule?.kind === 'sticky') return { value: current ?? sent, conflicts: [] }
  if (same(current, sent)) return { value: current, conflicts: [] }
  const lists = listsOf(sides)
  if (rule?.kind === 'appendOnly' && lists) return mergeAppendOnly(lists, rule.key)
  if (known && same(base, sent)) return { value: current, conflicts: [] }
  if (known && same(base, current)) return { value: sent, conflicts: [] }
  if (!known || !rule) return { value: current, conflicts: [''] }
  switch (rule.kind) {
    case 'set': return lists ? mergeSet(lists, canonicalJson) : { value: current, conflicts: [''] }
    case 'setById': return lists ? mergeSet(lists, rule.key) : { value: current, conflicts: [''] }
    case 'table': return mergeTable(sides)
    // Two devices of an office both wrote it, or a list is no list: the office's word against the office's.
    case 'appendOnly':
    case 'office':
    case 'about': return { value: current, conflicts: [''] }
    default: return unreachable(rule)
  }
}

function listsOf({ base, current, sent }: Sides): Lists | null {
  const list = (value: Value) => (value === undefined || value === null ? [] : value)
  const [was, theirs, mine] = [list(base), list(current), list(sent)]
  return Array.isArray(was) && Array.isArray(theirs) && Array.isArray(mine) ? { base: was, current: theirs, sent: mine } : null
}

function isTable(value: Value): value is WireDocument {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Each entry merges as a field of its own. */
function mergeTable(sides: Sides): Merged {
  const [base, current, sent] = [sides.base ?? {}, sides.current ?? {}, sides.sent ?? {}]
  if (!isTable(base) || !isTable(current) || !isTable(sent)) return { value: sides.current, conflicts: [''] }
  const table: WireDocument = {}
  const conflicts: string[] = []
  for (const key of [...new Set([...Object.keys(current), ...Object.keys(sent)])].sort()) {
    const merged = mergeField(undefined, { base: base[key], current: current[key], sent: sent[key], known: true })
    if (merged.conflicts.length > 0) conflicts.push(key)
    if (merged.value !== undefined) table[key] = merged.value
  }
  return { value: table, conflicts }
}

/** Equal times are told apart by the text, so that it does not matter which side came first. */
function laterEdit(current: WireDocument, sent: WireDocument): WireDocument {
  const pair = (side: WireDocument) => canonicalJson([side['editedAt'] ?? '', side['editedBy'] ?? ''])
  return pair(sent) > pair(current) ? sent : current
}
