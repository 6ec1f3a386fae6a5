// Runs in a thread of its own: reads, hashes and copies for as long as it takes, while the host goes on answering. Ending
// the thread at any point is safe, because nothing it writes has its final name.
import { parentPort, workerData } from 'node:worker_threads'
import { unreachable } from '#shared/kernel/unreachable.ts'
import { StoreError } from '../store/rx-storage-sqlite/index.ts'
import { assemble, type Tell } from './assemble.ts'
import { BackupProblem } from './backup-problem.ts'
import { checkBackup } from './check-backup.ts'
import { type Compared, compareDatabase } from './compare-database.ts'
import { copyBackup, type CopyOrder } from './copy-backup.ts'
import { parts, readManifest } from './manifest.ts'
import { rehearseRestore } from './rehearse-restore.ts'
import type { BackupMessage, BackupOrder } from './thread-messages.ts'

const post = (message: BackupMessage): void => parentPort?.postMessage(message)
// A hundred thousand files would otherwise be as many messages.
const tell: Tell = (phase, done, of) => void (done % 50 === 0 && post({ kind: 'progress', phase, done, of }))

async function run(order: BackupOrder): Promise<void> {
  try {
    post({ kind: 'done', compared: await work(order) })
  } catch (error) {
    post(told(error))
  } finally {
    for (const value of Object.values(order.order)) if (value instanceof Uint8Array) value.fill(0)
  }
}

async function work(order: BackupOrder): Promise<Compared | null> {
  switch (order.work) {
    case 'assemble':
      await assemble(order.order, tell)
      return null
    case 'check':
      await checkBackup(order.order, tell)
      return null
    case 'copy':
      copyAll(order.order)
      return null
    case 'rehearse':
      await rehearseRestore(order.order, tell)
      return null
    case 'compare':
      return compareDatabase(order.order)
    default:
      return unreachable(order)
  }
}

function copyAll(order: CopyOrder): void {
  const read = readManifest(order.backup)
  if (read.state !== 'good') throw new BackupProblem(parts.manifest)
  copyBackup(order, read.manifest, tell)
}

function told(error: unknown): BackupMessage {
  if (error instanceof BackupProblem) return { kind: 'problem', part: error.part }
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  return { kind: 'error', code, store: error instanceof StoreError, message: error instanceof Error ? error.name : 'error' }
}

await run(workerData)
