/** Drops operations as long as the rest still fails: first halves, then smaller pieces, at last one by one. */
export async function shrink<T>(operations: readonly T[], fails: (fewer: readonly T[]) => Promise<boolean>): Promise<T[]> {
  let kept = [...operations]
  for (let size = Math.ceil(kept.length / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2)) {
    for (let from = 0; from < kept.length; ) {
      const fewer = [...kept.slice(0, from), ...kept.slice(from + size)]
      if (fewer.length < kept.length && (await fails(fewer))) kept = fewer
      else from += size
    }
  }
  return kept
}
