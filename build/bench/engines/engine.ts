import type { Sample } from './sample-documents.ts'

/** What every engine is asked, on the same documents. Answers are whole documents in memory, not cursors. */
export type Reader = {
  find(id: string): unknown
  /** The first `limit` documents of a facility, by date. */
  query(facility: string, limit: number): unknown
  /** How many documents have a status. */
  count(status: string): unknown
}

/** One engine over one file (or none), opened and empty. */
export type Engine = Reader & {
  /** Inserts one batch; durable when it returns, where the engine can do that at all. */
  insert(documents: Sample[]): unknown
  /** Reads every change, in pages of 1000; gives how many there were. */
  changes(): number | Promise<number>
  /** Our storage without RxDB on top: what the storage itself costs. */
  storage?: Reader
  /** The making of RxDB's query alone, which is asked nothing: a part of what RxDB itself costs. */
  making?: Reader
  close(): unknown
}

/** Opens an engine on a folder of its own; the same folder again is a cold open. */
export type OpenEngine = (folder: string) => Engine | Promise<Engine>

/** The key of every encrypted file of the bench. */
export const BENCH_KEY = new Uint8Array(32).fill(7)
