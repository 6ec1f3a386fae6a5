import type { Worker } from 'node:worker_threads'
import { StoreError } from './errors.ts'
import type { StoreKey } from './store-key.ts'
import { CONTROL, STATE } from './thread-protocol.ts'
import type { ThreadAnswer, WriteRequest } from './thread-protocol.ts'
import { keyForThread, startThread, threadProgram } from './threads.ts'
import type { Statement } from './transaction.ts'

/** How many slices may be under way to the thread; bounds the memory of a bulk of any size. */
const WINDOW = 8

/** Writes one transaction at a time on a connection in a thread: a commit of 1000 documents takes 60 ms and cannot be cut. */
export type ThreadWriter = {
  /** Starts the thread if need be; gives whether it can be used. */
  available(): Promise<boolean>
  /** Hands over statements of the transaction (opening it); resolves when there is room for more. */
  run(statements: Statement[]): Promise<void>
  /** Runs the last statements and commits; rejects when anything since the first `run` failed. */
  commit(statements: Statement[]): Promise<void>
  /** Undoes the transaction, if one is open. */
  rollBack(): Promise<void>
  /** Ends the thread and waits until its connection is closed. */
  stop(): void
}

type Line = { ask(request: WriteRequest): Promise<void>; stop(): void }

/** Makes the writer of one open file; its thread starts with the first big bulk. */
export function createThreadWriter(filename: string, key: StoreKey | undefined): ThreadWriter {
  const program = threadProgram()
  let ownKey = program === undefined ? undefined : key?.copy()
  let line: Promise<Line | undefined> | undefined
  let ready: Line | undefined
  let underWay: Promise<void>[] = []
  const mustBeReady = (): Line => {
    if (ready === undefined) throw new StoreError('CLOSED', 'the writing thread has ended')
    return ready
  }
  const start = async (path: string): Promise<Line | undefined> => {
    const started = openLine({ program: path, filename, key: keyForThread(ownKey) }, () => (ready = undefined))
    ownKey?.wipe()
    ownKey = undefined
    ready = await started
    return ready
  }
  return {
    async available() {
      if (program === undefined) return false
      line ??= start(program)
      await line
      return ready !== undefined
    },
    async run(statements) {
      underWay.push(mustBeReady().ask({ kind: 'run', statements }))
      if (underWay.length >= WINDOW) await underWay.shift()
    },
    async commit(statements) {
      const all = [...underWay, mustBeReady().ask({ kind: 'commit', statements })]
      underWay = []
      await Promise.all(all)
    },
    async rollBack() {
      await Promise.allSettled(underWay)
      underWay = []
      await ready?.ask({ kind: 'rollback' })
    },
    stop() {
      ownKey?.wipe()
      ready?.stop()
      ready = undefined
    },
  }
}

type Waiting = { resolve(): void; reject(error: unknown): void }

function openLine(
  { program, filename, key }: { program: string; filename: string; key: Uint8Array<ArrayBuffer> | undefined },
  onLost: () => void,
): Promise<Line | undefined> {
  const control = new Int32Array(new SharedArrayBuffer(4 * CONTROL.length))
  const worker = startThread(program, { job: 'writes', filename, key, control })
  const waiting: Waiting[] = []
  return new Promise((resolve) => {
    const lost = (): void => {
      onLost()
      resolve(undefined)
      for (const each of waiting.splice(0)) each.reject(new StoreError('CLOSED', 'the writing thread has ended'))
    }
    worker.on('error', lost)
    worker.on('exit', lost)
    worker.once('message', () => {
      worker.on('message', (answer: ThreadAnswer) => settle(worker, waiting, answer))
      worker.unref()
      resolve(lineTo(worker, waiting, control))
    })
  })
}

function lineTo(worker: Worker, waiting: Waiting[], control: Int32Array): Line {
  return {
    ask(request) {
      // A process must not end while an answer is due.
      worker.ref()
      worker.postMessage(request)
      const answer = new Promise<void>((resolve, reject) => waiting.push({ resolve, reject }))
      // Answers are awaited in bulk later; a failure in between is not an unhandled one.
      answer.catch(() => undefined)
      return answer
    },
    stop() {
      worker.removeAllListeners()
      // An error event that nobody listens to would end the process.
      worker.on('error', () => undefined)
      worker.postMessage({ kind: 'close' } satisfies WriteRequest)
      Atomics.wait(control, CONTROL.state, STATE.open, 30_000)
      void worker.terminate()
    },
  }
}

function settle(worker: Worker, waiting: Waiting[], answer: ThreadAnswer): void {
  const first = waiting.shift()
  if (waiting.length === 0) worker.unref()
  if (answer.ok) first?.resolve()
  else first?.reject(Object.assign(new Error(answer.message), { code: answer.code }))
}
