import type { Transaction } from 'kysely'
import type { Database } from './open-database.ts'
import type { Tables } from './tables.ts'

/** Serialisation failure, deadlock, and two transactions that made the same row at once: a second try settles each. */
const passing = ['40001', '40P01', '23505']
const tries = 4

/** Runs `work` in one transaction, again when it only lost a race. `work` must have no effect outside the database. */
export async function inTransaction<T>(db: Database, work: (transaction: Transaction<Tables>) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await db.transaction().execute(work)
    } catch (error) {
      if (attempt === tries || !isPassing(error)) throw error
    }
  }
}

function isPassing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' && passing.includes(error.code)
}
