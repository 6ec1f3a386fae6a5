import { fileURLToPath } from 'node:url'
import { Worker } from 'node:worker_threads'
import { StoreError } from '../store/rx-storage-sqlite/index.ts'
import { BackupProblem } from './backup-problem.ts'
import type { Compared } from './compare-database.ts'
import { BackupMessage, type BackupOrder } from './thread-messages.ts'
import type { Tell } from './assemble.ts'

/** Thrown when the work was given up on request. */
export class Cancelled extends Error {
  constructor() {
    super('backup cancelled')
    this.name = 'Cancelled'
  }
}

// Beside this file in the checkout; beside the bundle in a packaged host.
const program = fileURLToPath(new URL(import.meta.url.endsWith('.ts') ? './backup-thread.ts' : './backup-thread.js', import.meta.url))

/** Does the work in a thread; answers what a comparison found, null for other work. Throws BackupProblem, Cancelled, or the store's or the disk's error. */
export async function runThread(order: BackupOrder, { tell, signal }: { tell: Tell; signal: AbortSignal }): Promise<Compared | null> {
  if (signal.aborted) throw new Cancelled()
  const worker = new Worker(program, { workerData: order, env: {}, execArgv: [] })
  const stop = (): void => void worker.terminate()
  signal.addEventListener('abort', stop, { once: true })
  try {
    return await new Promise<Compared | null>((resolve, reject) => {
      worker.on('message', (raw) => {
        const message = BackupMessage.parse(raw)
        if (message.kind === 'progress') tell(message.phase, message.done, message.of)
        else if (message.kind === 'done') resolve(message.compared)
        else reject(errorOf(message))
      })
      worker.once('error', reject)
      worker.once('exit', () => reject(signal.aborted ? new Cancelled() : new Error('backup thread ended')))
    })
  } finally {
    signal.removeEventListener('abort', stop)
    await worker.terminate()
  }
}

function errorOf(message: Extract<BackupMessage, { kind: 'problem' | 'error' }>): Error {
  if (message.kind === 'problem') return new BackupProblem(message.part)
  const code = storeCodes.find((one) => one === message.code)
  if (message.store && code) return new StoreError(code, 'in the backup thread')
  return Object.assign(new Error(`backup thread: ${message.message}`), { code: message.code })
}

const storeCodes = ['WRONG_KEY', 'NOT_A_DATABASE', 'NOT_ENCRYPTED', 'NEWER_SCHEMA', 'READ_ONLY', 'DISK_FULL', 'IN_USE', 'CORRUPT', 'CANNOT_OPEN'] as const
