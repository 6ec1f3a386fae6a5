const WINDOW_MS = 10 * 60_000
const MOST = 3

/** Whether a host that ended unasked is started again. One that keeps falling is left down, with a sentence. */
export function decideAfterExit(exits: readonly number[], now: number): 'restart' | 'give up' {
  return exits.filter((at) => now - at < WINDOW_MS).length < MOST ? 'restart' : 'give up'
}
