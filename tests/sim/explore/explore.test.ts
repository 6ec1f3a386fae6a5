import { describe, expect, it } from 'vitest'
import { type Design, designs } from './designs.ts'
import { explore } from './explore.ts'
import { type Fault, faults } from './steps.ts'
import { stories } from './story.ts'

/** At each run a brief story with three of the faults, to the end; SIM_EXPLORE=long walks every story with every fault. */
const isLong = process.env['SIM_EXPLORE'] === 'long'
const setting = (story: string, over: { design?: Design; faults?: number; kinds?: readonly Fault[] } = {}) => ({ story: stories[story] ?? { A: [], B: [] }, design: 'ours' as const, faults: 1, kinds: faults, ...over })

describe('the explorer', () => {
  it('[X1] [X2] no interleaving of two devices, one county and their batches breaks an invariant', () => {
    for (const kind of isLong ? faults : (['requestLost', 'answerLost', 'crash'] as const)) {
      for (const story of isLong ? Object.keys(stories) : ['brief']) {
        const found = explore(setting(story, { kinds: [kind] }))
        console.log(`${story}, ${kind}: ${found.states} states, ${found.steps} steps, drained from ${found.rested}`)
        expect({ problem: found.problem, way: found.way }).toEqual({ problem: '', way: [] })
        expect(found.rested).toBeGreaterThan(10)
      }
    }
  }, 1_800_000)

  it.each(designs)('[X3] finds the wrong design %s', (design) => {
    const { story, kinds } = where[design]
    expect(explore(setting(story, { design, kinds })).problem).not.toBe('')
  })
})

const where: Record<(typeof designs)[number], { story: string; kinds: readonly Fault[] }> = {
  checkpointBeforeData: { story: 'brief', kinds: ['crash'] },
  receiptBeforeCommit: { story: 'brief', kinds: ['countyCrashed'] },
  lastWriteWins: { story: 'brief', kinds: [] },
  numberReused: { story: 'editedTwice', kinds: ['deviceRestored'] },
  quarantineTakenForDone: { story: 'unfit', kinds: [] },
  rebuiltInsteadOfResent: { story: 'sameField', kinds: ['answerLost'] },
  nothingOfferedAgain: { story: 'brief', kinds: ['countyRestoredTold'] },
  fetchOverwritesUnsent: { story: 'brief', kinds: [] },
  answeredTwiceStoredTwice: { story: 'brief', kinds: ['answerLost'] },
  markedBeforeDocuments: { story: 'brief', kinds: ['crash'] },
  sameNumberSameVersion: { story: 'sameField', kinds: ['countyRestoredUntold'] },
}
