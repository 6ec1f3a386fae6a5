import { getQueryMatcher, getSortComparator } from 'rxdb'
import type { FilledMangoQuery, PreparedQuery, RxDocumentData, RxJsonSchema } from 'rxdb'
import type { CollectionTable } from './collection-table.ts'
import { isUsable } from './columns.ts'
import type { SqlValue } from './columns.ts'
import { parseDocument } from './documents.ts'
import { selectorToSql } from './mango-to-sql.ts'
import type { SharedConnection } from './shared-connection.ts'
import { columnOf } from './table-layout.ts'

/** How a query will be answered: what SQL does, and whether JavaScript must filter or sort what it gives. */
export type QueryPlan = { where: string; orderBy: string; values: SqlValue[]; exact: boolean; sorted: boolean }

type Place<T> = { connection: SharedConnection; table: CollectionTable; schema: Readonly<RxJsonSchema<RxDocumentData<T>>> }

/** Takes a prepared Mango query, gives its plan on this table. */
export function planQuery<T>(table: CollectionTable, query: FilledMangoQuery<T>): QueryPlan {
  const lookup = (path: string) => columnOf(table.primaryPath, table.columns, path)
  const { sql, values, exact } = selectorToSql(query.selector, lookup)
  const order = query.sort.map((part) => {
    const [entry] = Object.entries(part)
    const column = entry === undefined ? undefined : lookup(entry[0])
    return column === undefined || !isUsable(column) ? undefined : `${column.name} ${entry?.[1] === 'desc' ? 'DESC' : 'ASC'}`
  })
  const sorted = order.every((part) => part !== undefined)
  return {
    where: sql === undefined ? '' : ` WHERE ${sql}`,
    orderBy: sorted && order.length > 0 ? ` ORDER BY ${order.join(', ')}` : '',
    values,
    exact,
    sorted,
  }
}

/** Plans of the queries that were asked, as long as somebody holds them; RxDB prepares one once and asks it often. */
const plans = new WeakMap<object, { table: CollectionTable; usable: string; plan: QueryPlan }>()

// A prepared query is never changed; which columns may be asked can.
function knownPlan<T>(table: CollectionTable, query: FilledMangoQuery<T>): QueryPlan {
  const usable = table.columns.map((column) => (isUsable(column) ? '1' : '0')).join('')
  const known = plans.get(query)
  if (known !== undefined && known.table === table && known.usable === usable) return known.plan
  const plan = planQuery(table, query)
  plans.set(query, { table, usable, plan })
  return plan
}

/** Gives the text of the statement that reads the documents of a plan; also what EXPLAIN is asked about. */
export function selectText(table: CollectionTable, plan: QueryPlan, paged: boolean): string {
  return `SELECT data FROM ${table.docs}${plan.where}${plan.orderBy}${paged ? ' LIMIT ? OFFSET ?' : ''}`
}

/** Runs a prepared query, gives the documents in mingo's order. */
export function runQuery<T>(place: Place<T>, { query }: PreparedQuery<T>): RxDocumentData<T>[] {
  const { connection, table } = place
  if (query.limit === 0) return []
  const plan = knownPlan(table, query)
  const { skip, limit } = pageOf(query)
  if (plan.exact && plan.sorted) {
    const statement = connection.prepare<SqlValue[], string>(selectText(table, plan, true)).pluck()
    return statement.all(...plan.values, limit ?? -1, skip).map((data) => parseDocument<T>(data))
  }
  const matching = filtered(place, query, plan)
  if (!plan.sorted) matching.sort(getSortComparator(place.schema, query))
  return matching.slice(skip, limit === undefined ? undefined : skip + limit)
}

// The type promises a skip, but the key-compression wrapper hands on queries without one.
function pageOf<T>({ skip, limit }: Partial<FilledMangoQuery<T>>): { skip: number; limit: number | undefined } {
  return { skip: skip ?? 0, limit }
}

// When SQL has sorted already, reading can stop as soon as the page is full.
function filtered<T>({ connection, table, schema }: Place<T>, query: FilledMangoQuery<T>, plan: QueryPlan): RxDocumentData<T>[] {
  const matches = plan.exact ? undefined : getQueryMatcher(schema, query)
  const { skip, limit } = pageOf(query)
  const enough = plan.sorted && limit !== undefined ? skip + limit : Infinity
  const statement = connection.prepare<SqlValue[], string>(selectText(table, plan, false)).pluck()
  const found: RxDocumentData<T>[] = []
  for (const data of statement.iterate(...plan.values)) {
    const document = parseDocument<T>(data)
    if (matches !== undefined && !matches(document)) continue
    found.push(document)
    if (found.length >= enough) break
  }
  return found
}

/** Counts what a prepared query finds; `fast` when SQL alone could do it. */
export function countQuery<T>(place: Place<T>, prepared: PreparedQuery<T>): { count: number; mode: 'fast' | 'slow' } {
  const { connection, table } = place
  const { query } = prepared
  if (query.limit === 0) return { count: 0, mode: 'fast' }
  const plan = knownPlan(table, query)
  if (!plan.exact) return { count: runQuery(place, prepared).length, mode: 'slow' }
  const all = connection.prepare<SqlValue[], number>(`SELECT count(*) FROM ${table.docs}${plan.where}`).pluck().get(...plan.values) ?? 0
  const { skip, limit } = pageOf(query)
  const afterSkip = Math.max(0, all - skip)
  return { count: Math.min(afterSkip, limit ?? afterSkip), mode: 'fast' }
}
