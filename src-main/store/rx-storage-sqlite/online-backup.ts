import { vacuumInto } from './backup.ts'
import { StoreError, toStoreError } from './errors.ts'
import type { SharedConnection } from './shared-connection.ts'
import type { StoreKey } from './store-key.ts'
import type { ThreadAnswer } from './thread-protocol.ts'
import { keyForThread, startThread, threadProgram } from './threads.ts'

/**
 * Writes a backup of an open store while it goes on being used: in a thread, from the state at the start.
 * Where no thread can run, in the write queue. Rejects with a StoreError; leaves no half-written target.
 */
export async function backUpOnline(connection: SharedConnection, target: string, key: StoreKey | undefined): Promise<void> {
  const program = threadProgram()
  if (program === undefined) return connection.writes.run(() => vacuumInto(connection.db, target, key))
  // What was written before the call belongs into the backup.
  await connection.writes.idle()
  const worker = startThread(program, { job: 'backup', filename: connection.filename, key: keyForThread(key), target })
  try {
    const answer = await new Promise<ThreadAnswer>((resolve, reject) => {
      worker.once('message', resolve)
      worker.once('error', reject)
      worker.once('exit', () => reject(new StoreError('CLOSED', 'the backup thread has ended')))
    })
    if (!answer.ok) throw toStoreError(Object.assign(new Error(answer.message), { code: answer.code }))
  } finally {
    await worker.terminate()
  }
}
