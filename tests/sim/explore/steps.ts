import { beginEpoch, handle } from './county-side.ts'
import type { Design } from './designs.ts'
import { ask, build, idle, proceed, write } from './device-side.ts'
import type { Edit } from './story.ts'
import { batchOf, type Device, type DeviceName, type Disk, storedOf, type World } from './world.ts'

export type Setting = { story: Record<DeviceName, Edit[]>; design: Design; /** How many of the faults one run may have. */ faults: number; kinds: readonly Fault[] }
export const faults = ['requestLost', 'answerLost', 'requestDoubled', 'requestLate', 'crash', 'countyRestoredTold', 'countyRestoredUntold', 'deviceRestored', 'countyCrashed'] as const
export type Fault = (typeof faults)[number]
export type Step = { name: string; world: World }
const names: readonly DeviceName[] = ['A', 'B']

/** Every world that can come next, one for each thing that can happen now. */
export function stepsFrom(world: World, setting: Setting): Step[] {
  const may = (fault: Fault) => setting.kinds.includes(fault) && !world.faults.includes(fault) && world.faults.length < setting.faults
  const fault = (name: Fault, next: World): Step => ({ name, world: { ...next, faults: [...world.faults, name].sort() } })
  const steps: Step[] = []
  for (const name of names) {
    steps.push(...deviceSteps(world, name, setting))
    const device = world[name]
    if (device.phase.kind === 'half' && may('crash')) steps.push(fault('crash', { ...world, [name]: { ...device, phase: idle } }))
    if (device.phase.kind !== 'asked') continue
    const { request } = device.phase
    const { county } = handle(world.county, name, request, setting.design)
    const gaveUp = { ...world, [name]: { ...device, phase: idle } }
    if (may('requestLost')) steps.push(fault('requestLost', gaveUp))
    if (may('answerLost')) steps.push(fault('answerLost', { ...gaveUp, county }))
    if (may('requestLate')) steps.push(fault('requestLate', { ...gaveUp, late: [...world.late, { from: name, request }] }))
    if (may('requestDoubled')) steps.push(fault('requestDoubled', { ...answered(world, name, setting.design), late: [...world.late, { from: name, request }] }))
    if (may('countyCrashed') && setting.design === 'receiptBeforeCommit') steps.push(fault('countyCrashed', { ...answered(world, name, setting.design), county: world.county }))
  }
  for (const late of world.late) {
    steps.push({ name: `late ${late.request.kind} of ${late.from}`, world: { ...world, county: handle(world.county, late.from, late.request, setting.design).county, late: world.late.filter((one) => one !== late) } })
  }
  const { before } = world.county
  if (before && may('countyRestoredTold')) steps.push(fault('countyRestoredTold', { ...world, county: beginEpoch({ ...before, before: null, restoredTo: false, life: world.county.life }, world.county.life) }))
  if (before && may('countyRestoredUntold')) steps.push(fault('countyRestoredUntold', { ...world, county: { ...before, before: null, restoredTo: world.county.restoredTo, life: world.county.life + 1 } }))
  if (may('deviceRestored') && world.A.backup) steps.push(fault('deviceRestored', restored(world, world.A.backup)))
  return steps
}

function deviceSteps(world: World, name: DeviceName, setting: Setting): Step[] {
  const device = world[name]
  const steps: Step[] = []
  const edit = setting.story[name][device.edits]
  if (edit) {
    const held = device.documents[edit.document]
    const seen = held === undefined ? '' : String(storedOf(held)[edit.field])
    steps.push({ name: `${name} writes ${edit.token}`, world: { ...world, [name]: write(device, edit.change, edit.document), seen: { ...world.seen, [edit.token]: seen } } })
  }
  if (device.phase.kind === 'idle') steps.push({ name: `${name} begins`, world: { ...world, [name]: ask(device, name, setting.design) } })
  if (device.phase.kind === 'asked') {
    steps.push({ name: `${name} is answered (${device.phase.request.kind})`, world: answered(world, name, setting.design) })
    const ahead = device.phase.request.kind === 'push' ? build(device, name, setting.design) : null
    if (ahead) steps.push({ name: `${name} builds ahead`, world: { ...world, [name]: ahead } })
  }
  if (device.phase.kind === 'half') steps.push({ name: `${name} goes on`, world: { ...world, [name]: proceed(device, name, setting.design) } })
  if (name === 'A' && setting.kinds.includes('deviceRestored') && setting.faults > 0 && !device.backup && device.phase.kind === 'idle' && !world.faults.includes('deviceRestored')) {
    const { phase: _phase, backup: _backup, ...disk } = device
    steps.push({ name: 'A is backed up', world: { ...world, A: { ...device, backup: disk } } })
  }
  return steps
}

/** The request reaches the county, the answer the device, and the first thing that it leads to is on the device's disk: what dies before that is a lost answer. */
export function answered(world: World, name: DeviceName, design: Design): World {
  const device = world[name]
  if (device.phase.kind !== 'asked') return world
  const { request, epoch } = device.phase
  const { county, answer } = handle(world.county, name, request, design)
  return { ...world, county, [name]: proceed({ ...device, phase: { kind: 'answered', answer, request, epoch } }, name, design) }
}

function restored(world: World, backup: Disk): World {
  const next: Device = { ...backup, restored: true, edited: [], edits: world.A.edits, phase: idle, backup: null }
  const inLedger = JSON.stringify(world.county.ledger.filter((entry) => entry.device === 'A').map((entry) => batchOf(entry.batch)))
  const onDisk = JSON.stringify([...Object.values(backup.documents).map(storedOf), ...backup.batches.map(({ batch }) => batchOf(batch))])
  const lost = Object.keys(world.seen).filter((token) => !token.startsWith('B') && !inLedger.includes(`"${token}"`) && !onDisk.includes(`"${token}"`))
  return { ...world, A: next, lost: [...new Set([...world.lost, ...lost])].sort() }
}
