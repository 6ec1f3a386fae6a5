import { hashRaw } from '@node-rs/argon2'
import type { KeyDerivation } from './key-slot.ts'

/** RFC 9106's second choice: never weaker than this. */
const FLOOR: KeyDerivation = { memoryKiB: 64 * 1024, passes: 3, lanes: 4 }
const CAP_KIB = 256 * 1024
const WANTED_MS = 500

/**
 * Finds how much memory this machine fills in about half a second, doubling from the floor to the cap.
 * `clock` gives milliseconds that never go backwards.
 */
export async function calibrate(clock: () => number): Promise<KeyDerivation> {
  let chosen = FLOOR
  for (;;) {
    const begun = clock()
    await hashRaw('calibration', { memoryCost: chosen.memoryKiB, timeCost: chosen.passes, parallelism: chosen.lanes, outputLen: 32, salt: Buffer.alloc(16) })
    const took = clock() - begun
    // Twice the memory takes twice as long, so stop where the next step would overshoot more than this one falls short.
    if (took * 1.5 >= WANTED_MS || chosen.memoryKiB * 2 > CAP_KIB) return chosen
    chosen = { ...chosen, memoryKiB: chosen.memoryKiB * 2 }
  }
}
