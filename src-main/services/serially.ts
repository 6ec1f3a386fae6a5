import type { Office } from '../host/office.ts'

// By the store, of which there is one; the sync knows the same office by another object (host/sealed/gate.ts).
const tails = new WeakMap<Office['log'], Map<string, Promise<unknown>>>()

/**
 * Runs `work` after every earlier work of the same name in this office has ended: what looks first and writes then
 * would otherwise let two windows through the same gap. One program owns the data, so a queue in memory is enough.
 */
export async function serially<T>(office: Office, name: string, work: () => Promise<T>): Promise<T> {
  const queues = tails.get(office.log) ?? new Map<string, Promise<unknown>>()
  tails.set(office.log, queues)
  const before = queues.get(name) ?? Promise.resolve()
  const mine = before.then(work, work)
  const tail = mine.then(noMatter, noMatter)
  queues.set(name, tail)
  try {
    return await mine
  } finally {
    if (queues.get(name) === tail) queues.delete(name)
  }
}

function noMatter(): void {}
