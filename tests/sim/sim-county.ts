import { copyFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { createCounty, type RunningCounty } from '../../src-server/create-county.ts'
import { beginEpoch, lockEpoch, systemIdentifier } from '../../src-server/db/epoch.ts'
import { inTransaction } from '../../src-server/db/in-transaction.ts'
import { startOfTests, type TestCluster } from '../server/support/test-county.ts'

let databases = 0

/** The real county over its own database of a real PostgreSQL, which can be backed up and put back. */
export type SimCounty = Awaited<ReturnType<typeof openSimCounty>>

export async function openSimCounty(cluster: TestCluster) {
  const name = `test_sim_${process.pid}_${++databases}`
  const urlOf = (database: string) => cluster.postgres.urlOf(database)
  const admin = (text: string) => query(urlOf('postgres'), text)
  const dataDir = mkdtempSync(join(tmpdir(), 'sim-county-'))
  const clock = { now: startOfTests }
  let county: RunningCounty
  let url = ''
  let hasBackup = false
  const start = async (): Promise<void> => {
    county = await createCounty({ databaseUrl: urlOf(name), dataDir, now: () => clock.now, rendererDir: null, log: () => undefined })
    url = (await county.listen({ port: 0 })).replace(/\/$/, '')
  }
  await admin(`create database ${name} template county_template`)
  copyFileSync(join(cluster.dir, 'county-key.pem'), join(dataDir, 'county-key.pem'))
  await start()
  return {
    clock,
    get county() { return county.county },
    get url() { return url },
    sql: (text: string, values: unknown[] = []) => query(urlOf(name), text, values),
    async restart(): Promise<void> {
      await county.close()
      await start()
    },
    async backUp(): Promise<void> {
      await county.close()
      await admin(`drop database if exists ${name}_copy`)
      await admin(`create database ${name}_copy template ${name}`)
      hasBackup = true
      await start()
    },
    /** Puts the backup back as the county's guide says: a new epoch begins with it. */
    async restore(): Promise<boolean> {
      if (!hasBackup) return false
      await county.close()
      await admin(`drop database ${name} with (force)`)
      await admin(`create database ${name} template ${name}_copy`)
      await start()
      await inTransaction(county.county.db, async (transaction) => {
        await lockEpoch(transaction)
        await beginEpoch(transaction, `restored${++databases}`, { system: await systemIdentifier(transaction) })
      })
      return true
    },
    async close(): Promise<void> {
      await county.close()
      await admin(`drop database if exists ${name}_copy`)
      await admin(`drop database ${name} with (force)`)
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}

async function query(connectionString: string, text: string, values: unknown[] = []): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString })
  await client.connect()
  try {
    return (await client.query(text, values)).rows
  } finally {
    await client.end()
  }
}
