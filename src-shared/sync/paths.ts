import type { SyncedCollection } from '../domain/collections.ts'
import { memberId, type Value } from './merge-lists.ts'
import { ruleOf } from './merge.ts'
import type { WireDocument } from './protocol.ts'

/** The field and the entry in it that a path of the merge names; the entry is empty for the whole field. */
export function partsOf(path: string): { field: string; entry: string } {
  const at = path.indexOf('/')
  return at < 0 ? { field: path, entry: '' } : { field: path.slice(0, at), entry: path.slice(at + 1) }
}

/** What stands at a path; undefined where nothing does. */
export function valueAt(collection: SyncedCollection, document: WireDocument, path: string): Value {
  const { field, entry } = partsOf(path)
  const value = document[field]
  if (entry === '') return value
  if (Array.isArray(value)) return value.find((member) => memberId(member, keyOf(collection, field)) === entry)
  return isTable(value) ? value[entry] : undefined
}

/** The document with another value at a path; undefined takes the entry out. The order of a list stays. */
export function withValueAt(collection: SyncedCollection, document: WireDocument, path: string, next: Value): WireDocument {
  const { field, entry } = partsOf(path)
  if (entry === '') return put(document, field, next)
  const value = document[field]
  if (ruleOf(collection, field)?.kind === 'table') return put(document, field, put(isTable(value) ? value : {}, entry, next))
  const list = Array.isArray(value) ? value : []
  const isIt = (member: (typeof list)[number]): boolean => memberId(member, keyOf(collection, field)) === entry
  const kept = list.flatMap((member) => (isIt(member) ? (next === undefined ? [] : [next]) : [member]))
  return put(document, field, next !== undefined && !list.some(isIt) ? [...kept, next] : kept)
}

function keyOf(collection: SyncedCollection, field: string): string {
  const rule = ruleOf(collection, field)
  return rule && 'key' in rule ? rule.key : ''
}

function isTable(value: Value): value is WireDocument {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function put(table: WireDocument, key: string, value: Value): WireDocument {
  const { [key]: _old, ...rest } = table
  return value === undefined ? rest : { ...rest, [key]: value }
}
