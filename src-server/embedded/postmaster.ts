import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Cluster } from './cluster.ts'

export type Postmaster = { pid: number; port: number }

/**
 * The PostgreSQL that runs on this cluster, or null. After a kill -9 the file can outlive its process and name a number
 * that now belongs to another program; such a file is removed, because PostgreSQL itself would wait for ever.
 */
export async function findPostmaster(cluster: Cluster): Promise<Postmaster | null> {
  const file = join(cluster.folder, 'postmaster.pid')
  const lines = await readFile(file, 'utf8').then((text) => text.split('\n'), () => null)
  if (!lines) return null
  const [pid, port] = [Number(lines[0]), Number(lines[3])]
  if (!Number.isInteger(pid) || pid <= 1) return null
  if (await isPostgres(pid)) return Number.isInteger(port) && port > 0 ? { pid, port } : null
  await rm(file, { force: true })
  return null
}

async function isPostgres(pid: number): Promise<boolean> {
  if (process.platform === 'linux') {
    const command = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')
    return /(^|\/)postgres(\0|:|$)/.test(command)
  }
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}
