import type { BulkWriteRow, RxStorageChangeEvent, RxStorageWriteError } from 'rxdb'
import { randomToken } from 'rxdb'
import { readAttachmentBytes } from './attachment-rows.ts'
import { idOf } from './documents.ts'
import { toStoreError } from './errors.ts'
import { breathe } from './fifo.ts'
import { readSequence } from './file-format.ts'
import { cutIntoSlices } from './write-slices.ts'
import { writeSlice } from './write-slice.ts'
import type { WriteTarget } from './write-slice.ts'

/** How long the transaction of a big bulk may hold the event loop in one go. */
const HOLD_MS = 12

type Outcome<T> = { errors: RxStorageWriteError<T>[]; events: RxStorageChangeEvent<unknown>[]; sequence: number }

/**
 * Writes a whole bulk in one transaction: all its good rows are stored, or (disk full, kill) none.
 * To be called from the write queue. Emits one event bulk after the commit and returns in the same turn, so
 * that no other write comes between the two. Rejects with a StoreError.
 */
export async function bulkWrite<T>(
  target: Omit<WriteTarget<T>, 'bytes'>,
  rows: BulkWriteRow<T>[],
): Promise<RxStorageWriteError<T>[]> {
  const { connection, table, instance, context } = target
  const bytes = instance.schema.attachments ? await readAttachmentBytes(rows) : new Map()
  const slices = cutIntoSlices(rows, (row) => idOf(table.primaryPath, row.document))
  const whole = { ...target, bytes }
  const outcome =
    slices.length <= 1
      ? inOneTurn(whole, rows)
      : await overManyTurns(whole, slices)
  if (outcome.events.length > 0) {
    const checkpoint = { sequence: outcome.sequence }
    connection.events(table.number).next({ id: randomToken(10), events: outcome.events, checkpoint, context })
  }
  return outcome.errors
}

function inOneTurn<T>(target: WriteTarget<T>, rows: BulkWriteRow<T>[]): Outcome<T> {
  const { db } = target.connection
  begin(target)
  try {
    const result = writeSlice(target, rows, readSequence(db))
    commit(target, result.sequence)
    return result
  } catch (error) {
    throw rolledBack(target, error)
  }
}

async function overManyTurns<T>(target: WriteTarget<T>, slices: BulkWriteRow<T>[][]): Promise<Outcome<T>> {
  const { connection, table } = target
  let finished = (): void => undefined
  connection.openBulk = { table: table.number, done: new Promise((resolve) => (finished = resolve)) }
  begin(target)
  try {
    const outcome: Outcome<T> = { errors: [], events: [], sequence: readSequence(connection.db) }
    let heldSince = performance.now()
    for (const slice of slices) {
      if (performance.now() - heldSince > HOLD_MS) {
        await breathe()
        heldSince = performance.now()
      }
      const result = writeSlice(target, slice, outcome.sequence)
      outcome.errors.push(...result.errors)
      for (const event of result.events) outcome.events.push(event)
      outcome.sequence = result.sequence
    }
    await breathe()
    commit(target, outcome.sequence)
    return outcome
  } catch (error) {
    throw rolledBack(target, error)
  } finally {
    connection.openBulk = undefined
    finished()
  }
}

function begin<T>({ connection }: WriteTarget<T>): void {
  connection.db.exec('BEGIN IMMEDIATE')
}

function commit<T>({ connection }: WriteTarget<T>, sequence: number): void {
  connection.prepare<[number], unknown>('UPDATE store_sequence SET value = ?').run(sequence)
  connection.db.exec('COMMIT')
}

function rolledBack<T>({ connection }: WriteTarget<T>, error: unknown): unknown {
  // SQLite rolls back by itself on a full disk; a second ROLLBACK would hide the first error.
  if (connection.db.inTransaction) connection.db.exec('ROLLBACK')
  return toStoreError(error)
}
