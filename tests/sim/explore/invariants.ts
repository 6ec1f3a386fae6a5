import { handle } from './county-side.ts'
import { ask, proceed } from './device-side.ts'
import { answered, type Setting } from './steps.ts'
import { batchOf, type Device, type DeviceName, receiptOf, storedOf, wireOf, type World } from './world.ts'
import { toWire } from '#shared/sync/wire.ts'
import { isSameJson } from '#shared/kernel/canonical.ts'

const names: readonly DeviceName[] = ['A', 'B']

/** What is wrong in this world at this very moment; empty: nothing. */
export function wrongNow(world: World, setting: Setting): string {
  return chain(world) || receipts(world) || whole(world) || kept(world, setting) || silent(world, setting) || told(world)
}

/** What is wrong once everything has been healed, connected and drained; empty: nothing. */
export function wrongAtRest(world: World, setting: Setting): string {
  const rested = drain(world, setting)
  if (typeof rested === 'string') return rested
  const now = wrongNow(rested, setting)
  if (now) return `${now} (at rest)`
  for (const name of names) {
    const device = rested[name]
    if (rested.county.last[name].frozen) return `liveness: ${name} is frozen though nothing was copied`
    for (const { batch } of device.batches) if (!rested.county.ledger.some((entry) => entry.batch === batch)) return `I4: a receipted batch of ${name} is not in the ledger`
    for (const [document, number] of Object.entries(device.documents)) {
      const held = storedOf(number)
      if (held['refused'] !== null) continue
      if (held['receivedAt'] === null) return `liveness: ${name} still waits with ${document}`
      const row = rested.county.documents[document]
      if (!row || row.revision !== held['revision'] || !isSameJson(toWire(held), wireOf(row.document))) return `I5: ${document} of ${name} is not the county's`
    }
    for (const document of Object.keys(rested.county.documents)) if (device.documents[document] === undefined) return `I5: ${name} lacks ${document}`
    for (const { token } of setting.story[name].slice(0, device.edits)) {
      if (!rested.lost.includes(token) && !rested.county.ledger.some((entry) => carries(batchOf(entry.batch), token))) return `I1: ${token} never reached the ledger`
    }
  }
  return ''
}

export function drain(world: World, setting: Setting): World | string {
  let now = { ...world, late: [] as World['late'] }
  for (const late of world.late) now = { ...now, county: handle(now.county, late.from, late.request, setting.design).county }
  for (let round = 0; round < 3; round++) {
    for (const name of names) {
      now = { ...now, [name]: ask(now[name], name, setting.design) }
      for (let step = 0; now[name].phase.kind !== 'idle'; step++) {
        if (step > 60) return `liveness: ${name} never comes to rest`
        now = now[name].phase.kind === 'asked' ? answered(now, name, setting.design) : { ...now, [name]: proceed(now[name], name, setting.design) }
      }
    }
  }
  return now
}

function chain({ county }: World): string {
  const last: Record<DeviceName, { number: number; hash: string }> = { A: { number: 0, hash: '0'.repeat(64) }, B: { number: 0, hash: '0'.repeat(64) } }
  for (const { batch: number, device } of county.ledger) {
    const batch = batchOf(number)
    if (batch.number <= last[device].number) return `I2: a batch of ${device} is in the ledger twice`
    if (batch.number !== last[device].number + 1 || batch.previousHash !== last[device].hash) return `I11: the chain of ${device} has a gap or a fork at ${batch.number}`
    last[device] = batch
  }
  return ''
}

/** A receipt of this epoch is about something that is in the ledger, at its place. Waiting for the news of a restore, a device may hold others. */
function receipts({ county, ...world }: World): string {
  if (world.faults.includes('countyRestoredUntold')) return ''
  for (const name of names) for (const { batch, receipt } of world[name].batches) {
    if (receipt === null || receiptOf(receipt).epoch !== county.epoch) continue
    if (county.ledger[receiptOf(receipt).position - 1]?.batch !== batch) return `I2: a receipt of ${name} stands for nothing in the ledger`
  }
  return ''
}

function whole({ county }: World): string {
  for (const { receipt } of county.ledger) for (const item of receiptOf(receipt).items) {
    if (item.revision > 0 && county.versions[`${item.collection}/${item.id}@${item.revision}`] === undefined) return 'I8: a receipted version is not among the versions'
  }
  return ''
}

function kept(world: World, { story }: Setting): string {
  for (const name of names) for (const { token } of story[name].slice(0, world[name].edits)) {
    if (world.lost.includes(token) || isOnDisk(world[name], token)) continue
    if (!world.county.ledger.some((entry) => carries(batchOf(entry.batch), token))) return `I1: ${token} is nowhere`
  }
  return ''
}

const isOnDisk = (device: Device, token: string) => device.batches.some(({ batch }) => carries(batchOf(batch), token)) || Object.values(device.documents).some((number) => Object.values(storedOf(number)).includes(token))
const carries = (batch: { items: { document: object }[] }, token: string) => batch.items.some((item) => Object.values(item.document).includes(token))

/** A value stands after another only where its author saw that other; else both are kept as a conflict. */
function silent({ county, seen }: World, { story }: Setting): string {
  const edits = [...story.A, ...story.B]
  for (const { document, field } of edits) {
    const versions = Object.entries(county.versions).filter(([name]) => name.startsWith(`${document}@`)).map(([name, number]) => ({ revision: Number(name.split('@')[1]), value: String(wireOf(number)[field]) })).sort((a, b) => a.revision - b.revision)
    for (const [place, { value }] of versions.entries()) {
      const before = versions[place - 1]?.value
      if (before !== undefined && before !== value && !isFollower({ value, before, seen, edits: edits.map(({ token }) => token) })) return `I9: ${value} took the place of ${before} unseen`
    }
  }
  for (const { batch: number, receipt } of county.ledger) for (const item of batchOf(number).items) {
    for (const edit of edits.filter((one) => one.document === `${item.collection}/${item.id}` && item.document[one.field] === one.token)) {
      const verdict = receiptOf(receipt).items.find((one) => one.id === item.id && one.collection === item.collection)?.verdict
      if (verdict === 'quarantined' || isInConflict(county, edit)) continue
      if (!Object.entries(county.versions).some(([name, version]) => name.startsWith(`${edit.document}@`) && wireOf(version)[edit.field] === edit.token)) return `I9: ${edit.token} is in the ledger, in no version and in no conflict`
    }
  }
  return ''
}

/** The edit may travel on in later batches of its device; where it was in conflict once, it is kept there. */
const isInConflict = ({ ledger, conflicts }: World['county'], { document, token }: { document: string; token: string }) =>
  ledger.map(({ batch }) => batchOf(batch)).some((batch) => carries(batch, token) && conflicts.includes(`${batch.hash}/${document.split('/')[1]}`))

/** An author may have written several times over what he saw first, before anything was sent. */
function isFollower({ value, before, seen, edits }: { value: string; before: string; seen: Record<string, string>; edits: string[] }): boolean {
  for (let at: string | undefined = value, hops = 0; at !== undefined && edits.includes(at) && hops < 5; hops++) {
    at = seen[at]
    if (at === before) return true
  }
  return false
}

function told(world: World): string {
  for (const name of names) for (const { batch, receipt, waiting } of world[name].batches) {
    if (receipt === null || waiting) continue
    for (const item of receiptOf(receipt).items) {
      const isBad = item.verdict === 'conflict' || item.verdict === 'quarantined'
      if (isBad && !world[name].returns.includes(`${batchOf(batch).hash}/${item.id}`)) return `I13: nobody at ${name} is told of what came back`
    }
  }
  return ''
}
