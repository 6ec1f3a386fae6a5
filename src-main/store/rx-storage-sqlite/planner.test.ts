import { join } from 'node:path'
import { fillWithDefaultSettings } from 'rxdb'
import type { MangoQuery } from 'rxdb'
import { expect, it } from 'vitest'
import { followLayoutAtOnce } from './change-layout.ts'
import { ensureTable } from './collection-table.ts'
import { planQuery, selectText } from './run-query.ts'
import { shareConnection } from './shared-connection.ts'
import { layoutOf } from './table-layout.ts'
import { prepared, SCHEMA, tempFolder } from './test-support/harness.ts'
import type { Doc } from './test-support/harness.ts'

const LIVE = { _deleted: { $eq: false } }

function explained(query: MangoQuery<Doc>): { plan: string; exact: boolean; sorted: boolean } {
  const connection = shareConnection(join(tempFolder(), 'a.db'), undefined)
  try {
    const options = { layout: layoutOf(fillWithDefaultSettings(SCHEMA)), attachments: false, open: connection.tables }
    const table = ensureTable(connection.db, { database: 'd', collection: 'c', version: 0 }, options)
    followLayoutAtOnce(connection.db, table, options.layout)
    const plan = planQuery(table, prepared({ ...query, selector: { ...LIVE, ...query.selector } as never }).query)
    const text = selectText(table, plan, true)
    const rows = connection.db.prepare<unknown[], { detail: string }>(`EXPLAIN QUERY PLAN ${text}`).all(...plan.values, 10, 0)
    return { plan: rows.map(({ detail }) => detail).join('; '), exact: plan.exact, sorted: plan.sorted }
  } finally {
    connection.release()
  }
}

it.each<[string, MangoQuery<Doc>, RegExp]>([
  ['equality', { selector: { name: 'x' } }, /SEARCH docs_1 USING INDEX docs_1_by_deleted_\w+ \(deleted=\? AND c\d=\?\)/],
  ['a range in order', { selector: { age: { $gt: 1, $lt: 5 } }, sort: [{ age: 'asc' }] }, /USING INDEX docs_1_by_deleted_c\d\w* \(deleted=\? AND c\d>\? AND c\d<\?\)/],
  ['a list', { selector: { name: { $in: ['a', 'b'] } } }, /USING INDEX docs_1_by_deleted_\w+ \(deleted=\? AND c\d=\?\)/],
  ['two fields of one index', { selector: { ok: true, name: { $gte: 'a' } } }, /\(deleted=\? AND c\d=\? AND c\d>\?\)/],
  ['sorting alone', { selector: {}, sort: [{ name: 'asc' }] }, /USING INDEX docs_1_by_deleted_c\d_id \(deleted=\?\)/],
  ['the document id', { selector: { id: 'x' } }, /SEARCH docs_1 USING INDEX/],
])('[ST23] %s is served by an index of the schema, with sort and limit pushed down', (_title, query, wanted) => {
  const { plan, exact, sorted } = explained(query)
  expect(plan).toMatch(wanted)
  expect(plan).not.toContain('TEMP B-TREE')
  expect({ exact, sorted }).toEqual({ exact: true, sorted: true })
})

it.each<[string, MangoQuery<Doc>]>([
  ['a regular expression', { selector: { name: { $regex: '^a' } } }],
  ['a field without an index', { selector: { tags: 'x' } }],
  ['a negation', { selector: { name: { $not: { $gt: 'a' } } } }],
  ['an operand of another type', { selector: { name: { $gt: 5 } } as never }],
])('[ST24] %s is left to the matcher, never half-translated', (_title, query) => {
  expect(explained(query)).toMatchObject({ exact: false })
})

it('[ST25] exactly the indexes of the schema exist, and follow it when it changes without a new version', () => {
  const connection = shareConnection(join(tempFolder(), 'a.db'), undefined)
  const address = { database: 'd', collection: 'c', version: 0 }
  const indexes = (wanted: string[]) => {
    const layout = layoutOf(fillWithDefaultSettings({ ...SCHEMA, indexes: wanted }))
    const table = ensureTable(connection.db, address, { layout, attachments: false, open: connection.tables })
    followLayoutAtOnce(connection.db, table, layout)
    connection.tables.set(table.number, table)
    const names = connection.db.prepare<[], string>("SELECT name FROM sqlite_schema WHERE type='index' AND name LIKE 'docs_1_by_%'")
    return names.pluck().all().sort()
  }
  expect(indexes(['name'])).toEqual(['docs_1_by_deleted_c0_id', 'docs_1_by_lwt_id'])
  expect(indexes(['age', 'name'])).toEqual(['docs_1_by_deleted_c0_id', 'docs_1_by_deleted_c1_id', 'docs_1_by_lwt_id'])
  expect(indexes(['age'])).toEqual(['docs_1_by_deleted_c1_id', 'docs_1_by_lwt_id'])
  connection.release()
})
