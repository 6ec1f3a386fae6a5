/** Runs pieces of work strictly one after the other, in the order asked; a failed one does not stop the next. */
export type Serial = <T>(work: () => Promise<T>) => Promise<T>

/** Makes a queue of its own. */
export function createSerial(): Serial {
  let last: Promise<unknown> = Promise.resolve()
  return (work) => {
    const mine = last.then(work, work)
    last = mine.catch(() => undefined)
    return mine
  }
}
