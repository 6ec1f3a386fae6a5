import { createHash } from 'node:crypto'
import { readFile, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { sql } from 'kysely'
import type { Database } from './open-database.ts'

const folder = join(import.meta.dirname, 'migrations')
/** Any number, as long as nothing else locks it. */
const migrationLock = 7_210_001

/**
 * Brings the database forward, one file after the other, each in its own transaction; many processes may start at once.
 * Throws when the database was made by a newer program or by other files than these.
 */
export async function migrate(db: Database): Promise<void> {
  const files = await readMigrations()
  await db.connection().execute(async (connection) => {
    await sql`select pg_advisory_lock(${migrationLock})`.execute(connection)
    try {
      await sql`create table if not exists schema_migrations (name text primary key, sha256 text not null, applied_at timestamptz not null default now())`.execute(connection)
      const applied = await sql<{ name: string; sha256: string }>`select name, sha256 from schema_migrations`.execute(connection)
      const done = new Map(applied.rows.map((row) => [row.name, row.sha256]))
      for (const name of done.keys()) if (!files.some((file) => file.name === name)) throw new Error(`the database was made by a newer program: ${name}`)
      for (const file of files) {
        const was = done.get(file.name)
        if (was && was !== file.sha256) throw new Error(`migration ${file.name} was changed after it had been applied`)
        if (was) continue
        await connection.transaction().execute(async (transaction) => {
          await sql.raw(file.text).execute(transaction)
          await sql`insert into schema_migrations (name, sha256) values (${file.name}, ${file.sha256})`.execute(transaction)
        })
      }
    } finally {
      await sql`select pg_advisory_unlock(${migrationLock})`.execute(connection)
    }
  })
}

async function readMigrations(): Promise<{ name: string; text: string; sha256: string }[]> {
  const names = (await readdir(folder)).filter((name) => /^\d{4}-[a-z-]+\.sql$/.test(name)).sort()
  return Promise.all(
    names.map(async (name) => {
      const text = await readFile(join(folder, name), 'utf8')
      return { name, text, sha256: createHash('sha256').update(text).digest('hex') }
    }),
  )
}
