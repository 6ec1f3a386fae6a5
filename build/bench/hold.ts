import { PerformanceObserver } from 'node:perf_hooks'

/**
 * How long the event loop was held, in ms: by the clock, in processor time of the main thread (on a busy machine the
 * clock mostly shows the wait for a core), and the longest collection of garbage among it.
 */
export type Hold = { wall: number; processor: number; collection: number }

/** Runs `work` with a timer ticking beside it, gives the longest times between two ticks. */
export async function longestHold(work: () => unknown): Promise<Hold> {
  const hold: Hold = { wall: 0, processor: 0, collection: 0 }
  const observer = new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) hold.collection = Math.max(hold.collection, duration)
  })
  observer.observe({ entryTypes: ['gc'] })
  let [wall, processor] = [performance.now(), ownTime()]
  const tick = (): void => {
    const [nextWall, nextProcessor] = [performance.now(), ownTime()]
    hold.wall = Math.max(hold.wall, nextWall - wall)
    hold.processor = Math.max(hold.processor, nextProcessor - processor)
    wall = nextWall
    processor = nextProcessor
  }
  const timer = setInterval(tick, 1)
  await work()
  // The last turn is only seen by the next tick.
  await new Promise((resolve) => setTimeout(resolve, 20))
  clearInterval(timer)
  observer.disconnect()
  return hold
}

// Of the main thread alone: the store's threads work beside it and hold nothing.
function ownTime(): number {
  const { user, system } = process.threadCpuUsage()
  return (user + system) / 1000
}
