/** The demo's own time: it runs through a year in seconds, then hands over to the real clock. */
export type DemoClock = { now(): number; set(milliseconds: number): void; real(): void }

/** Starts at `start` and goes on at real speed from wherever it is set. */
export function createDemoClock(start: number): DemoClock {
  let shift = start - Date.now()
  return {
    now: () => Date.now() + shift,
    set: (milliseconds) => void (shift = milliseconds - Date.now()),
    real: () => void (shift = 0),
  }
}
