import type Database from 'better-sqlite3-multiple-ciphers'

/** Closes a connection, after undoing what it left open. A first failure is not the last word: an open handle would keep the file locked. */
export function closeConnection(db: Database.Database): void {
  try {
    db.close()
  } catch {
    if (db.inTransaction) db.exec('ROLLBACK')
    db.close()
  }
}
