import type { Statement } from './transaction.ts'

/** What the worker thread is told when it starts. The key is wiped by the thread. */
export type ThreadOrder =
  | { job: 'checkpoints'; filename: string; key: Uint8Array<ArrayBuffer> | undefined; control: Int32Array }
  | { job: 'writes'; filename: string; key: Uint8Array<ArrayBuffer> | undefined; control: Int32Array }
  | { job: 'backup'; filename: string; key: Uint8Array<ArrayBuffer> | undefined; target: string }

/** The words of the shared memory between the main thread and the checkpointing one. */
export const CONTROL = { commits: 0, wanted: 1, stop: 2, state: 3, length: 4 } as const

/** Values of CONTROL.state. */
export const STATE = { starting: 0, open: 1, closed: 2, cancelled: 3 } as const

/** What the writing thread is asked for; each request but `close` gets one answer, in order. */
export type WriteRequest =
  | { kind: 'run'; statements: Statement[] }
  | { kind: 'commit'; statements: Statement[] }
  | { kind: 'rollback' }
  | { kind: 'close' }

/** The answer of a thread; `code` is SQLite's or ours. */
export type ThreadAnswer = { ok: true } | { ok: false; code: string | undefined; message: string }
