import type { BulkWriteRow, RxStorageWriteError } from 'rxdb'
import { readAttachmentBytes } from './attachment-rows.ts'
import { saveColumnsStatement } from './collection-table.ts'
import { derivedThrough } from './derived-tables.ts'
import { addDigest, EMPTY_DIGEST } from './digest.ts'
import type { Digest } from './digest.ts'
import { idOf } from './documents.ts'
import { toStoreError } from './errors.ts'
import { breathe } from './fifo.ts'
import { readSequence } from './file-format.ts'
import { gather, tellEvents } from './tell-events.ts'
import type { ToldTogether } from './tell-events.ts'
import { begin, commit, rollBack, runStatements, stateStatements } from './transaction.ts'
import type { Statement } from './transaction.ts'
import { prepareSlice } from './write-slice.ts'
import type { WriteTarget } from './write-slice.ts'
import { cutIntoSlices } from './write-slices.ts'

/** From this many rows on, writing and committing would hold it too long, however it is cut. */
const THREAD_ROWS = 100

type Outcome<T> = {
  errors: RxStorageWriteError<T>[]
  told: ToldTogether[]
  sequence: number
  digest: Digest
  characters: number
}

/**
 * Writes a whole bulk in one transaction: all its good rows are stored, or (disk full, kill) none.
 * To be called from the write queue, which keeps any other write from coming between the commit, its events and
 * the answer. Rejects with a StoreError.
 */
export async function bulkWrite<T>(
  given: Omit<WriteTarget<T>, 'bytes'>,
  rows: BulkWriteRow<T>[],
): Promise<RxStorageWriteError<T>[]> {
  const { connection, table, instance, context } = given
  const target = { ...given, bytes: instance.schema.attachments ? await readAttachmentBytes(rows) : new Map() }
  const { slices, duplicates } = await cutIntoSlices(rows, (row) => idOf(table.primaryPath, row.document))
  await connection.checkpointer.room()
  const curtain = createCurtain(target)
  try {
    const outcome = await write(target, slices, { curtain, inThread: rows.length >= THREAD_ROWS && !duplicates })
    table.unsaved = false
    connection.head.acknowledge(outcome.sequence)
    connection.checkpointer.committed(outcome.characters)
    if (outcome.told.length > 1) curtain.close()
    await tellEvents(connection, { table: table.number, context, bulks: outcome.told })
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
    const [first = []] = slices
    const atOnce = !inThread && slices.length <= 1 ? inOneTurn(target, first) : undefined
    if (atOnce !== undefined) return atOnce
    // A few rows with very long texts are a big bulk too.
    const long = !inThread && slices.length <= 1
    if ((inThread || long) && (await target.connection.writer.available())) return await throughThread(target, slices, curtain)
    curtain.close()
    return await overManyTurns(target, slices)
  } catch (error) {
    rollBack(target.connection)
    throw toStoreError(error)
  }
}

function inOneTurn<T>(target: WriteTarget<T>, rows: BulkWriteRow<T>[]): Outcome<T> | undefined {
  const { connection } = target
  begin(connection)
  const { taken, events, ...result } = prepareSlice(target, rows, readSequence(connection.db))
  if (taken < rows.length) {
    rollBack(connection)
    return undefined
  }
  runStatements(connection, [...result.statements, ...closing(target, result)])
  commit(connection)
  const told: ToldTogether[] = []
  gather(told, events, result.sequence)
  return { ...result, told }
}

// Readers of this thread share its connection and would see half a bulk: the curtain is closed all the time.
async function overManyTurns<T>(target: WriteTarget<T>, slices: BulkWriteRow<T>[][]): Promise<Outcome<T>> {
  const { connection } = target
  begin(connection)
  const outcome = await eachSlice(target, slices, (statements) => runStatements(connection, statements))
  runStatements(connection, closing(target, outcome))
  commit(connection)
  return outcome
}

// Readers see the state before the bulk until the thread commits; only then the curtain is needed.
async function throughThread<T>(target: WriteTarget<T>, slices: BulkWriteRow<T>[][], curtain: Curtain): Promise<Outcome<T>> {
  const { writer } = target.connection
  try {
    const outcome = await eachSlice(target, slices, (statements) => writer.run(statements))
    curtain.close()
    await writer.commit(closing(target, outcome))
    return outcome
  } catch (error) {
    await writer.rollBack()
    throw error
  }
}

// One turn of the event loop for each slice, or for each part of it that is as long as a turn can bear.
async function eachSlice<T>(
  target: WriteTarget<T>,
  slices: BulkWriteRow<T>[][],
  run: (statements: Statement[]) => void | Promise<void>,
): Promise<Outcome<T>> {
  const sequence = readSequence(target.connection.db)
  const outcome: Outcome<T> = { errors: [], told: [], sequence, digest: { ...EMPTY_DIGEST }, characters: 0 }
  for (const slice of slices) {
    for (let from = 0; from < slice.length; ) {
      const result = prepareSlice(target, from === 0 ? slice : slice.slice(from), outcome.sequence)
      await run(result.statements)
      outcome.errors.push(...result.errors)
      outcome.sequence = result.sequence
      outcome.characters += result.characters
      addDigest(outcome.digest, result.digest)
      gather(outcome.told, result.events, result.sequence)
      from += result.taken
      await breathe()
    }
  }
  return outcome
}

function closing<T>({ table }: WriteTarget<T>, outcome: Pick<Outcome<T>, 'sequence' | 'digest'>): Statement[] {
  const state = [...stateStatements(table.number, outcome), ...derivedThrough(table, outcome.sequence)]
  return table.unsaved ? [saveColumnsStatement(table), ...state] : state
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
