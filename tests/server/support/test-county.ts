import { copyFileSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { hash } from '@node-rs/argon2'
import pg from 'pg'
import { createCounty, type RunningCounty } from '../../../src-server/create-county.ts'
import { type EmbeddedPostgres, startEmbedded } from '../../../src-server/embedded.ts'
import { setUpCounty, createOffice } from '../../../src-server/services/set-up.ts'
import { clusterPrefix } from '../../one-temp-folder.ts'

export const startOfTests = Date.parse('2026-11-22T02:00:00.000Z')
export const offices = { nanming: '331102001', wanxiang: '331102002' } as const
export const administrator = { login: 'admin', name: '林一', password: '山城-秋日-0922' } as const

export type TestCluster = { postgres: EmbeddedPostgres; dir: string; close(): Promise<void> }

/**
 * The PostgreSQL of this vitest worker, with a county of two offices as the template of every test's own database. The
 * first file makes it and it runs until the whole run ends (`tests/one-temp-folder.ts`). Each worker has its own, because
 * what a pull may show depends on the oldest transaction of the whole cluster, another worker's too.
 */
export async function openCluster(): Promise<TestCluster> {
  const dir = join(tmpdir(), `${clusterPrefix}${process.env['VITEST_POOL_ID'] ?? 'alone'}`)
  mkdirSync(dir, { recursive: true })
  const postgres = await startEmbedded(dir)
  const [held] = await query(postgres.urlOf('postgres'), "select 1 from pg_database where datname = $1", [template])
  if (!held) await makeTemplate(postgres, dir)
  return {
    postgres,
    dir,
    close: async () => {
      const made = await query(postgres.urlOf('postgres'), "select datname from pg_database where datname like 'test\\_%'")
      for (const { datname } of made) await query(postgres.urlOf('postgres'), `drop database ${String(datname)} with (force)`)
    },
  }
}

const template = 'county_template'

async function makeTemplate(postgres: EmbeddedPostgres, dir: string): Promise<void> {
  const made = await createCounty({ databaseUrl: postgres.databaseUrl, dataDir: dir, now: () => startOfTests, rendererDir: null })
  await setUpCounty(made.county, { countyName: '莲都区', ...administrator })
  await createOffice(made.county, { id: offices.nanming, name: '南明司法所' })
  await createOffice(made.county, { id: offices.wanxiang, name: '万象司法所' })
  await made.close()
  // A hash names its own cost: the same check of the same password, without 64 MiB for every log-in of a test.
  const cheap = await hash(administrator.password, { memoryCost: 64, timeCost: 1, parallelism: 1 })
  await query(postgres.databaseUrl, 'update county_users set password_hash = $1', [cheap])
  // Under this name last, so that a template that is there is a whole one.
  await query(postgres.urlOf('postgres'), `alter database county rename to ${template}`)
}

export type TestCounty = {
  county: RunningCounty
  url: string
  databaseUrl: string
  dataDir: string
  /** The server's clock stands still until it is set. */
  clock: { now: number }
  log: { event: string; facts: Record<string, unknown> }[]
  /** Another server process over the same database. */
  another(): Promise<{ county: RunningCounty; url: string }>
  sql(text: string, values?: unknown[]): Promise<Record<string, unknown>[]>
  close(): Promise<void>
}

let databases = 0

/** A fresh county of two offices, served on a random port. */
export async function openTestCounty(cluster: TestCluster, options: { rendererDir?: string } = {}): Promise<TestCounty> {
  const name = `test_${process.pid}_${++databases}`
  await query(cluster.postgres.urlOf('postgres'), `create database ${name} template ${template}`)
  const databaseUrl = cluster.postgres.urlOf(name)
  const dataDir = mkdtempSync(join(tmpdir(), 'county-data-'))
  copyFileSync(join(cluster.dir, 'county-key.pem'), join(dataDir, 'county-key.pem'))
  const clock = { now: startOfTests }
  const log: TestCounty['log'] = []
  const start = async () => {
    const county = await createCounty({ databaseUrl, dataDir, now: () => clock.now, rendererDir: options.rendererDir ?? null, log: (event, facts) => log.push({ event, facts }) })
    return { county, url: await county.listen({ port: 0 }) }
  }
  const { county, url } = await start()
  const others: RunningCounty[] = []
  return {
    county, url, databaseUrl, dataDir, clock, log,
    another: async () => {
      const more = await start()
      others.push(more.county)
      return more
    },
    sql: (text, values) => query(databaseUrl, text, values),
    close: async () => {
      for (const one of [...others, county]) await one.close()
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
