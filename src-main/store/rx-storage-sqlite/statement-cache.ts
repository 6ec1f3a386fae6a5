import type Database from 'better-sqlite3-multiple-ciphers'

/** Gives the prepared statement of an SQL text, compiled once; whoever wrote the text names the types. */
export type Prepare = <P extends unknown[], R>(sql: string) => Database.Statement<P, R>

/** Makes a cache of prepared statements for one connection. */
export function createStatementCache(db: Database.Database): Prepare {
  const statements = new Map<string, Database.Statement<unknown[], never>>()
  return <P extends unknown[], R>(sql: string): Database.Statement<P, R> => {
    let statement = statements.get(sql)
    if (statement === undefined) {
      // Queries have countless shapes; forgetting all at once is simpler than a true LRU and as good.
      if (statements.size >= 500) statements.clear()
      statement = db.prepare<unknown[], never>(sql)
      statements.set(sql, statement)
    }
    return statement
  }
}
