import { randomToken } from 'rxdb'
import type { BulkWriteRow, RxStorageChangeEvent, RxStorageWriteError } from 'rxdb'
import { readAttachmentBytes } from './attachment-rows.ts'
import { saveColumnsStatement } from './collection-table.ts'
import { idOf } from './documents.ts'
import { toStoreError } from './errors.ts'
import { breathe } from './fifo.ts'
import { readSequence } from './file-format.ts'
import { begin, commit, rollBack, runStatements, sequenceStatement } from './transaction.ts'
import type { Statement } from './transaction.ts'
import { prepareSlice } from './write-slice.ts'
import type { SliceResult, WriteTarget } from './write-slice.ts'
import { cutIntoSlices } from './write-slices.ts'

/** How long a big bulk may hold the event loop in one go. */
const HOLD_MS = 10
/** From this many rows on, writing and committing would hold it too long, however it is cut. */
const THREAD_ROWS = 100

type Outcome<T> = {
  errors: RxStorageWriteError<T>[]
  events: RxStorageChangeEvent<unknown>[]
  sequence: number
  characters: number
}

/**
 * Writes a whole bulk in one transaction: all its good rows are stored, or (disk full, kill) none.
 * To be called from the write queue. Emits one event bulk after the commit and returns in the same turn, so
 * that no other write comes between the two. Rejects with a StoreError.
 */
export async function bulkWrite<T>(
  given: Omit<WriteTarget<T>, 'bytes'>,
  rows: BulkWriteRow<T>[],
): Promise<RxStorageWriteError<T>[]> {
  const { connection, table, instance, context } = given
  const target = { ...given, bytes: instance.schema.attachments ? await readAttachmentBytes(rows) : new Map() }
  const { slices, duplicates } = cutIntoSlices(rows, (row) => idOf(table.primaryPath, row.document))
  await connection.checkpointer.room()
  const curtain = createCurtain(target)
  try {
    const outcome = await write(target, slices, { curtain, inThread: rows.length >= THREAD_ROWS && !duplicates })
    table.unsaved = false
    if (outcome.events.length > 0) {
      const checkpoint = { sequence: outcome.sequence }
      connection.events(table.number).next({ id: randomToken(10), events: outcome.events, checkpoint, context })
    }
    connection.checkpointer.committed(outcome.characters)
    return outcome.errors
  } finally {
    // Only now: who reads the documents must have been told of them.
    curtain.open()
  }
}

async function write<T>(
  target: WriteTarget<T>,
  slices: BulkWriteRow<T>[][],
  { inThread, curtain }: { inThread: boolean; curtain: Curtain },
): Promise<Outcome<T>> {
  try {
    if (inThread && (await target.connection.writer.available())) return await throughThread(target, slices, curtain)
    if (slices.length <= 1) return inOneTurn(target, slices[0] ?? [])
    curtain.close()
    return await overManyTurns(target, slices)
  } catch (error) {
    rollBack(target.connection)
    throw toStoreError(error)
  }
}

function inOneTurn<T>(target: WriteTarget<T>, rows: BulkWriteRow<T>[]): Outcome<T> {
  const { connection } = target
  begin(connection)
  const result = prepareSlice(target, rows, readSequence(connection.db))
  runStatements(connection, [...result.statements, ...closing(target, result.sequence)])
  commit(connection)
  return result
}

// Readers of this thread share its connection and would see half a bulk: the curtain is closed all the time.
async function overManyTurns<T>(target: WriteTarget<T>, slices: BulkWriteRow<T>[][]): Promise<Outcome<T>> {
  const { connection } = target
  begin(connection)
  const outcome = await eachSlice(target, slices, (statements) => runStatements(connection, statements))
  runStatements(connection, closing(target, outcome.sequence))
  commit(connection)
  return outcome
}

// Readers see the state before the bulk until the thread commits; only then the curtain is needed.
async function throughThread<T>(target: WriteTarget<T>, slices: BulkWriteRow<T>[][], curtain: Curtain): Promise<Outcome<T>> {
  const { writer } = target.connection
  try {
    const outcome = await eachSlice(target, slices, (statements) => writer.run(statements))
    curtain.close()
    await writer.commit(closing(target, outcome.sequence))
    return outcome
  } catch (error) {
    await writer.rollBack()
    throw error
  }
}

async function eachSlice<T>(
  target: WriteTarget<T>,
  slices: BulkWriteRow<T>[][],
  run: (statements: Statement[]) => void | Promise<void>,
): Promise<Outcome<T>> {
  const sequence = readSequence(target.connection.db)
  const outcome: Outcome<T> = { errors: [], events: [], sequence, characters: 0 }
  let heldSince = performance.now()
  for (const slice of slices) {
    if (performance.now() - heldSince > HOLD_MS) {
      await breathe()
      heldSince = performance.now()
    }
    const result: SliceResult<T> = prepareSlice(target, slice, outcome.sequence)
    await run(result.statements)
    outcome.errors.push(...result.errors)
    outcome.events.push(...result.events)
    outcome.sequence = result.sequence
    outcome.characters += result.characters
  }
  return outcome
}

function closing<T>({ table }: WriteTarget<T>, sequence: number): Statement[] {
  const counter = sequenceStatement(sequence)
  return table.unsaved ? [saveColumnsStatement(table), counter] : [counter]
}

/** Makes readers of the table wait while it is closed. */
type Curtain = { close(): void; open(): void }

function createCurtain<T>({ connection, table }: WriteTarget<T>): Curtain {
  let finished: (() => void) | undefined
  return {
    close() {
      connection.openBulk = { table: table.number, done: new Promise((resolve) => (finished = resolve)) }
    },
    open() {
      if (finished === undefined) return
      connection.openBulk = undefined
      finished()
    },
  }
}
