import type { OpenEngine } from './engine.ts'
import { pouchEngine } from './pouch.ts'
import { openRaw } from './raw.ts'
import { openMemory, openOurs, openTrial } from './rx.ts'

export const engineNames = ['raw', 'ours', 'memory', 'trial', 'pouch'] as const
export type EngineName = (typeof engineNames)[number]

/** Gives the opener of an engine; `peers` is where PouchDB lies. Throws for a name that nobody has. */
export function engineOf(name: string | undefined, peers: string): OpenEngine {
  switch (name) {
    case 'raw':
      return openRaw
    case 'ours':
      return openOurs
    case 'memory':
      return openMemory
    case 'trial':
      return openTrial
    case 'pouch':
      return pouchEngine(peers)
    default:
      throw new Error(`no such engine: ${name}`)
  }
}
