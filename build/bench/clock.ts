/** Gives how long `work` took, in ms. */
export async function timed(work: () => unknown): Promise<number> {
  const start = performance.now()
  await work()
  return performance.now() - start
}

/** Gives the median time of several runs of `work`, in ms. */
export async function medianTime(times: number, work: () => unknown): Promise<number> {
  const runs: number[] = []
  for (let i = 0; i < times; i++) runs.push(await timed(work))
  return median(runs)
}

/** The middle of some numbers; NaN of none. */
export function median(numbers: readonly number[]): number {
  return [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? NaN
}

/** Lets the event loop turn, as it does between two messages of a network. */
export function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}

/** The most memory this process has had, in MB. */
export function peakMemory(): number {
  return Math.round(process.resourceUsage().maxRSS / 1024)
}
