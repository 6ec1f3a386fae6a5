const pending = new Set<Promise<unknown>>()

/** Notes a save that a lock has to wait for. Answers the same promise. */
export function noteSave<T>(save: Promise<T>): Promise<T> {
  const ended = save.then(() => undefined, () => undefined).finally(() => pending.delete(ended))
  pending.add(ended)
  return save
}

/** Waits until every noted save has ended; no longer than `limit` ms, so that a host that is silent cannot keep a desk open. */
export async function savesDone(limit = 2_000): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<void>((resolve) => { timer = setTimeout(resolve, limit) })
  await Promise.race([Promise.all([...pending]), late])
  clearTimeout(timer)
}
