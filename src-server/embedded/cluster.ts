import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { appendFile, chmod, chown, mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Binaries } from './binaries.ts'
import type { RunAs } from './run-as.ts'

/** The folders and files of an embedded PostgreSQL inside the county's data directory. */
export type Cluster = { folder: string; passwordFile: string; logFile: string }

export const clusterUser = 'county'
/** Inside the cluster, so that both appear by one rename: a password of another attempt would lock the data up. */
const passwordName = 'county-password'

/** Loopback only, no socket file, every commit on the disk, and never a statement's values in the log. */
const settings = `
listen_addresses = '127.0.0.1'
unix_socket_directories = ''
fsync = on
full_page_writes = on
synchronous_commit = on
password_encryption = 'scram-sha-256'
log_min_error_statement = panic
log_error_verbosity = terse
log_timezone = 'UTC'
timezone = 'UTC'
`

export function clusterIn(dataDir: string): Cluster {
  return { folder: join(dataDir, 'postgres'), passwordFile: join(dataDir, 'postgres', passwordName), logFile: join(dataDir, 'postgres', 'server.log') }
}

/**
 * Makes the cluster unless it is there. It is built aside and renamed, so that a kill half-way leaves nothing that looks
 * finished.
 */
export async function makeCluster(cluster: Cluster, binaries: Binaries, as: RunAs): Promise<void> {
  if (existsSync(join(cluster.folder, 'PG_VERSION'))) return
  const password = randomBytes(32).toString('base64url')
  const parent = join(cluster.folder, '..')
  const fresh = await mkdtemp(join(parent, 'postgres-new-'))
  try {
    const given = join(fresh, 'password')
    const data = join(fresh, 'data')
    await writeFile(given, password, { mode: 0o600 })
    await mkdir(data, { mode: 0o700 })
    if (as.owner) for (const path of [fresh, given, data]) await chown(path, as.owner.uid, as.owner.gid)
    const locale = ['--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8']
    await as.run(binaries.initdb, [`--pgdata=${data}`, `--username=${clusterUser}`, '--auth=scram-sha-256', `--pwfile=${given}`, '--data-checksums', ...locale])
    await appendFile(join(data, 'postgresql.conf'), settings)
    await rename(given, join(data, passwordName))
    await rename(data, cluster.folder).catch((error: unknown) => {
      // Another command was quicker.
      if (!existsSync(join(cluster.folder, 'PG_VERSION'))) throw error
    })
  } finally {
    await rm(fresh, { recursive: true, force: true })
  }
}

/** The folder that holds cluster and password: ours alone, but `postgres` must be able to walk through it. */
export async function makeDataDir(dataDir: string): Promise<void> {
  await mkdir(dataDir, { recursive: true })
  await chmod(dataDir, process.getuid?.() === 0 ? 0o711 : 0o700)
}

export async function readPassword(cluster: Cluster): Promise<string> {
  return (await readFile(cluster.passwordFile, 'utf8')).trim()
}
