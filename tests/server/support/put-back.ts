import pg from 'pg'
import type { TestCounty } from './test-county.ts'

/** What a backup of the county holds; its key and who it is stay where they are. */
const tables = ['devices', 'documents', 'document_versions', 'ledger', 'ledger_head', 'batch_items', 'conflicts'] as const

export type CountyBackup = { table: string; rows: string }[]

/** Takes a backup of the county's books. */
export async function backUp(test: TestCounty): Promise<CountyBackup> {
  const taken: CountyBackup = []
  for (const table of tables) {
    const [row] = await test.sql(`select coalesce(json_agg(one), '[]')::text as rows from ${table} one`)
    taken.push({ table, rows: String(row?.['rows']) })
  }
  return taken
}

/** Puts the books back to a backup, as a copy of the files does: nobody is told, and the triggers that guard them are passed by. */
export async function putBack(test: TestCounty, backup: CountyBackup): Promise<void> {
  const client = new pg.Client({ connectionString: test.databaseUrl })
  await client.connect()
  try {
    await client.query('begin; set local session_replication_role = replica')
    for (const { table, rows } of backup) {
      await client.query(`delete from ${table}`)
      await client.query(`insert into ${table} select * from json_populate_recordset(null::${table}, $1::json)`, [rows])
    }
    await client.query('commit')
  } finally {
    await client.end()
  }
}
