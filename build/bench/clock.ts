/** Gives how long `work` took, in ms. */
export async function timed(work: () => unknown): Promise<number> {
  const start = performance.now()
  await work()
  return performance.now() - start
}

/**
 * How long something took by the clock, and in processor time of the whole process, in ms. (Of one thread alone the kernel
 * knows it only to a tick, which is longer than most of what is measured here.)
 */
export type Cost = { wall: number; processor: number }

/** Gives what `work` cost. */
export async function costOf(work: () => unknown): Promise<Cost> {
  const before = process.cpuUsage()
  const wall = await timed(work)
  const { user, system } = process.cpuUsage(before)
  return { wall, processor: (user + system) / 1000 }
}

/** The middle of some costs, each of its figures for itself, divided by how often the work was done in each. */
export function medianCost(costs: readonly Cost[], times = 1): Cost {
  return { wall: median(costs.map(({ wall }) => wall)) / times, processor: median(costs.map(({ processor }) => processor)) / times }
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
