import { createServer } from 'node:net'
import { resolve } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'
import { type Binaries, findBinaries } from './embedded/binaries.ts'
import { type Cluster, clusterIn, clusterUser, makeCluster, makeDataDir, readPassword } from './embedded/cluster.ts'
import { findPostmaster } from './embedded/postmaster.ts'
import { findRunAs, type RunAs } from './embedded/run-as.ts'

export type EmbeddedPostgres = {
  /** Of the county's own database. */
  databaseUrl: string
  /** Of any other database of the same cluster. */
  urlOf(database: string): string
  /** Stops PostgreSQL unless another program still works on it. */
  close(): Promise<void>
}

const database = 'county'

/**
 * A real PostgreSQL for one data directory, on a random port of 127.0.0.1. One that still runs, left by a killed server
 * or opened by another command, is joined; whoever leaves last stops it. Throws when it cannot be started.
 */
export async function startEmbedded(dataDir: string): Promise<EmbeddedPostgres> {
  const binaries = await findBinaries()
  const cluster = clusterIn(resolve(dataDir))
  await makeDataDir(resolve(dataDir))
  const as = await findRunAs([binaries.postgres, cluster.folder])
  await makeCluster(cluster, binaries, as)
  const program = { cluster, binaries, as }
  const port = await joinOrStart(program)
  const password = await readPassword(cluster)
  const urlOf = (name: string) => `postgres://${clusterUser}:${encodeURIComponent(password)}@127.0.0.1:${port}/${name}`
  await withClient(urlOf('postgres'), createDatabase)
  return { databaseUrl: urlOf(database), urlOf, close: () => leave(program, urlOf('postgres')) }
}

type Program = { cluster: Cluster; binaries: Binaries; as: RunAs }

async function joinOrStart({ cluster, binaries, as }: Program): Promise<number> {
  for (let attempt = 1; ; attempt++) {
    const running = await findPostmaster(cluster)
    if (running && (await answers(running.port, await readPassword(cluster)))) return running.port
    try {
      const port = await freePort()
      await as.run(binaries.pg_ctl, ['start', '--pgdata', cluster.folder, '--log', cluster.logFile, '--wait', '--timeout=60', '--options', `-p ${port}`])
      return port
    } catch (error) {
      // Another command may have started it in the same moment, or it is still on its way down.
      if (attempt === 5) throw error
      await wait(500)
    }
  }
}

/** False while it is still starting or already stopping. */
async function answers(port: number, password: string): Promise<boolean> {
  const client = new pg.Client({ host: '127.0.0.1', port, user: clusterUser, password, database: 'postgres' })
  try {
    await client.connect()
    return true
  } catch {
    return false
  } finally {
    await client.end().catch(() => undefined)
  }
}

async function createDatabase(client: pg.Client): Promise<void> {
  const found = await client.query('select 1 from pg_database where datname = $1', [database])
  if (found.rowCount) return
  await client.query(`create database ${client.escapeIdentifier(database)}`).catch((error: unknown) => {
    // 42P04, 23505: another command has just made it.
    if (!(error instanceof Error && 'code' in error && (error.code === '42P04' || error.code === '23505'))) throw error
  })
}

async function leave({ cluster, binaries, as }: Program, url: string): Promise<void> {
  if (!(await isLast(url)) || !(await findPostmaster(cluster))) return
  await as.run(binaries.pg_ctl, ['stop', '--pgdata', cluster.folder, '--mode=fast', '--wait', '--timeout=60'])
}

/** Whether nobody else works on it. A count that fails is no answer: what still runs is joined by the next start. */
async function isLast(url: string): Promise<boolean> {
  try {
    return await withClient(url, async (client) => {
      const answer = await client.query<{ others: string }>("select count(*) as others from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid()")
      return Number(answer.rows[0]?.others) === 0
    })
  } catch {
    return false
  }
}

async function withClient<T>(connectionString: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString })
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

function freePort(): Promise<number> {
  return new Promise((done, failed) => {
    const server = createServer()
    server.on('error', failed)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => (address && typeof address === 'object' ? done(address.port) : failed(new Error('no port'))))
    })
  })
}
