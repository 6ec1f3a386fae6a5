import { createHash } from 'node:crypto'
import { wrongAtRest, wrongNow } from './invariants.ts'
import { type Setting, stepsFrom } from './steps.ts'
import { beginning } from './story.ts'
import { nameOf, type World } from './world.ts'

export type Found = { states: number; steps: number; rested: number; problem: string; way: string[] }

/** Walks every world that can be reached, breadth first, so that the way to a fault is the shortest one. Stops at the first. */
export function explore(setting: Setting, limit = Infinity): Found {
  const start = beginning()
  const cameFrom = new Map<string, { from: string; step: string }>([[digest(start), { from: '', step: '' }]])
  let layer: { name: string; world: World }[] = [{ name: digest(start), world: start }]
  const found: Found = { states: 1, steps: 0, rested: 0, problem: '', way: [] }
  while (layer.length > 0) {
    const next: typeof layer = []
    for (const { name, world } of layer) {
      for (const step of stepsFrom(world, setting)) {
        found.steps++
        const to = digest(step.world)
        if (cameFrom.has(to)) continue
        cameFrom.set(to, { from: name, step: step.name })
        found.states++
        found.problem = wrongNow(step.world, setting)
        if (!found.problem && step.world.A.phase.kind === 'idle' && step.world.B.phase.kind === 'idle') {
          found.rested++
          found.problem = wrongAtRest(step.world, setting)
        }
        if (found.problem) return { ...found, way: wayTo(to, cameFrom) }
        if (found.states >= limit) return found
        next.push({ name: to, world: step.world })
      }
    }
    layer = next
  }
  return found
}

function digest(world: World): string {
  return createHash('sha1').update(nameOf(world)).digest('base64').slice(0, 20)
}

function wayTo(name: string, cameFrom: ReadonlyMap<string, { from: string; step: string }>): string[] {
  const way: string[] = []
  for (let at = cameFrom.get(name); at && at.step !== ''; at = cameFrom.get(at.from)) way.unshift(at.step)
  return way
}
