import { parentPort } from 'node:worker_threads'
import type Database from 'better-sqlite3-multiple-ciphers'
import { StoreError, sqliteCodeOf } from './errors.ts'
import type { ThreadAnswer, WriteRequest } from './thread-protocol.ts'
import { begin, commit, rollBack, runStatements } from './transaction.ts'
import { createStatementCache } from './statement-cache.ts'

type Wiring = { tell(answer: ThreadAnswer): void; closed(): void }

/** Answers write requests one by one; after a failure everything fails until the transaction is rolled back. */
export function answerWrites(db: Database.Database, { tell, closed }: Wiring): void {
  const prepare = createStatementCache(db)
  let failed: ThreadAnswer | undefined
  parentPort?.on('message', (request: WriteRequest) => {
    if (request.kind === 'close') {
      db.close()
      closed()
      return
    }
    if (request.kind === 'rollback') {
      rollBack({ db })
      failed = undefined
      tell({ ok: true })
      return
    }
    try {
      if (failed === undefined) {
        if (!db.inTransaction) begin({ db, prepare })
        runStatements({ prepare }, request.statements)
        if (request.kind === 'commit') commit({ prepare })
      }
    } catch (error) {
      failed = failure(error)
      rollBack({ db })
    }
    tell(failed ?? { ok: true })
  })
}

/** Turns an error into plain data that survives the way to another thread. */
export function failure(error: unknown): ThreadAnswer {
  const code = error instanceof StoreError ? error.code : sqliteCodeOf(error)
  return { ok: false, code, message: error instanceof Error ? error.message : String(error) }
}
