import { isUsable, LEAST, NULL_MARK, toColumnValue } from './columns.ts'
import type { Column, SqlValue } from './columns.ts'
import { isWellFormed } from './well-formed.ts'

/**
 * A condition in SQL. When `exact` is false it lets through a superset and the JavaScript matcher must follow.
 * `sql` undefined stands for "everything".
 */
export type Condition = { sql: string | undefined; values: SqlValue[]; exact: boolean }

export type ColumnLookup = (path: string) => Column | undefined

const EVERYTHING: Condition = { sql: undefined, values: [], exact: true }
const UNKNOWN: Condition = { sql: undefined, values: [], exact: false }
/** Past this many, a list is left to JavaScript: each length would be a statement of its own. */
const MAX_LIST = 500

/** Takes a Mango selector, gives the SQL for as much of it as SQL can answer exactly as mingo would. */
export function selectorToSql(selector: object, lookup: ColumnLookup): Condition {
  return allOf(Object.entries(selector).map(([key, value]) => entryToSql(key, value, lookup)))
}

function entryToSql(key: string, value: unknown, lookup: ColumnLookup): Condition {
  if (key === '$and' || key === '$or') {
    if (!Array.isArray(value) || value.length === 0) return UNKNOWN
    const parts = value.map((part: unknown) => (isPlainObject(part) ? selectorToSql(part, lookup) : UNKNOWN))
    return key === '$and' ? allOf(parts) : anyOf(parts)
  }
  if (key.startsWith('$')) return UNKNOWN
  const column = lookup(key)
  if (column === undefined || !isUsable(column)) return UNKNOWN
  if (!isPlainObject(value)) return operatorToSql(column, '$eq', value)
  const operators = Object.entries(value)
  // `{}` and sub-objects mean equality with an object in mingo.
  if (operators.length === 0 || operators.some(([name]) => !name.startsWith('$'))) return UNKNOWN
  return allOf(operators.map(([name, operand]) => operatorToSql(column, name, operand)))
}

function operatorToSql(column: Column, operator: string, operand: unknown): Condition {
  const { name } = column
  if (operator === '$exists' && typeof operand === 'boolean') {
    return exactly(`${name} IS ${operand ? 'NOT NULL' : 'NULL'}`)
  }
  if (operator === '$in' || operator === '$nin') return listToSql(column, operator, operand)
  if (operator === '$eq' && operand === null) return isNil(column)
  if (operator === '$ne' && operand === null) return exactly(`${name} <> ?`, NULL_MARK[column.kind])
  const value = operandOf(column, operand)
  if (value === undefined) return UNKNOWN
  const least = LEAST[column.kind]
  switch (operator) {
    case '$eq':
      return exactly(`${name} = ?`, value)
    case '$ne':
      return exactly(`${name} IS NOT ?`, value)
    case '$gt':
      return exactly(`${name} > ?`, value)
    case '$gte':
      return exactly(`${name} >= ?`, value)
    case '$lt':
      return exactly(`${name} ${least.sql} ? AND ${name} < ?`, least.value, value)
    case '$lte':
      return exactly(`${name} ${least.sql} ? AND ${name} <= ?`, least.value, value)
    default:
      return UNKNOWN
  }
}

function isNil({ name, kind }: Column): Condition {
  return exactly(`(${name} IS NULL OR ${name} = ?)`, NULL_MARK[kind])
}

function listToSql(column: Column, operator: '$in' | '$nin', operand: unknown): Condition {
  if (!Array.isArray(operand) || operand.length > MAX_LIST) return UNKNOWN
  const values: SqlValue[] = []
  for (const item of operand) {
    const value = operandOf(column, item)
    if (value === undefined) return UNKNOWN
    values.push(value)
  }
  const { name } = column
  const marks = values.map(() => '?').join(', ')
  return operator === '$in'
    ? exactly(`${name} IN (${marks})`, ...values)
    : exactly(`(${name} IS NULL OR ${name} NOT IN (${marks}))`, ...values)
}

// Only operands of the column's own type: SQLite orders across types, mingo never matches across them.
function operandOf(column: Column, operand: unknown): SqlValue | undefined {
  if (operand === null || operand === undefined) return undefined
  if (typeof operand === 'string' && !isWellFormed(operand)) return undefined
  return toColumnValue(column.kind, operand)
}

function exactly(sql: string, ...values: SqlValue[]): Condition {
  return { sql, values, exact: true }
}

function allOf(parts: Condition[]): Condition {
  const useful = parts.filter((part) => part.sql !== undefined)
  const exact = parts.every((part) => part.exact)
  if (useful.length === 0) return exact ? EVERYTHING : UNKNOWN
  return { sql: useful.map(({ sql }) => sql).join(' AND '), values: useful.flatMap(({ values }) => values), exact }
}

// A superset of each branch gives a superset of the whole; one branch without SQL lets everything through.
function anyOf(parts: Condition[]): Condition {
  const exact = parts.every((part) => part.exact)
  if (parts.some((part) => part.sql === undefined)) return exact ? EVERYTHING : UNKNOWN
  return { sql: `(${parts.map(({ sql }) => `(${sql})`).join(' OR ')})`, values: parts.flatMap(({ values }) => values), exact }
}

function isPlainObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype
}
