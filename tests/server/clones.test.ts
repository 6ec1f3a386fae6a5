import { afterAll, beforeAll, expect, it } from 'vitest'
import { PROTOCOL_VERSION, type Signed } from '#shared/sync/protocol.ts'
import { aVisit } from './support/documents.ts'
import { offices, openCluster, openTestCounty, type TestCluster, type TestCounty } from './support/test-county.ts'
import { enrolledDevice, item } from './support/test-device.ts'

let cluster: TestCluster
let test: TestCounty
beforeAll(async () => {
  cluster = await openCluster()
  test = await openTestCounty(cluster)
})
afterAll(async () => {
  await test.close()
  await cluster.close()
})

type Built = { batch: Signed; id: string }
/** One disk with the identity on it: the batches built there, in order. */
type Disk = { batches: Built[]; restored: boolean }

const seeds = Number(process.env['CLONE_SEEDS'] ?? 5)

/** A small generator: the same seed, the same run. */
function randomOf(seed: number): (below: number) => number {
  let current = seed
  return (below) => {
    current = (Math.imul(current, 1_664_525) + 1_013_904_223) >>> 0
    return (current >>> 5) % below
  }
}

it(`[S33] a disk copied or put back at any moment: found at the second contact at the latest, no number used twice, nothing receipted is lost; ${seeds} seeds`, async () => {
  const seen = { frozen: 0, regained: 0, quiet: 0 }
  for (let seed = 1; seed <= seeds; seed++) {
    const random = randomOf(seed * 104_729)
    const device = await enrolledDevice(test, offices.nanming)
    const receipted = new Map<number, string>()
    const disks: Disk[] = [{ batches: [], restored: false }]
    let frozen = false

    const headOf = ({ batches, restored }: Disk) => ({ number: batches.length, hash: batches.at(-1)?.batch.hash ?? '0'.repeat(64), restored })
    /** One whole exchange of the program that runs on this disk. */
    const exchange = async (disk: Disk): Promise<void> => {
      const said = await device.client.sync.check({ protocol: PROTOCOL_VERSION, waiting: 0, appVersion: '0.1.0', deviceTime: '2026-11-22T02:00:00.000Z' as never, head: headOf(disk) })
      if (!said.ok) {
        expect(said.error.code).toBe('BATCH_FORK')
        frozen = true
        return
      }
      expect(frozen, `seed ${seed}: a frozen device is let in`).toBe(false)
      if (disk.restored && said.value.lastNumber > disk.batches.length) {
        const back = await device.client.sync.sent({ protocol: PROTOCOL_VERSION, after: disk.batches.length, limit: 8 })
        if (!back.ok) throw new Error(back.error.code)
        disk.batches.push(...back.value.batches.map(({ batch }) => ({ batch, id: '' })))
        seen.regained++
      }
      // A program that is behind without having been restored stops here by itself (S15).
      if (said.value.lastNumber > disk.batches.length) return
      disk.restored = false
      for (const { batch } of disk.batches.slice(said.value.lastNumber)) {
        const answer = await device.push(batch)
        if (!answer.ok) {
          expect(answer.error.code).toBe('BATCH_FORK')
          frozen = true
          return
        }
        const { number } = JSON.parse(batch.body)
        expect(receipted.get(number) ?? batch.hash, `seed ${seed}: number ${number} for two contents`).toBe(batch.hash)
        receipted.set(number, batch.hash)
      }
    }
    const write = (disk: Disk): void => {
      const visit = aVisit()
      Object.assign(device.chain, { number: disk.batches.length, hash: headOf(disk).hash })
      disk.batches.push({ batch: device.build([item('records', visit)]), id: String(visit['id']) })
    }

    const steps = 6 + random(8)
    const at = random(steps)
    let copied: Disk | undefined
    for (let step = 0; step < steps; step++) {
      if (step === at) {
        const [first] = disks
        if (!first) throw new Error('no disk')
        copied = { batches: [...first.batches], restored: random(2) === 0 }
        // Put back: the old state takes the place of the disk, and knows it. Copied: both live on.
        if (!copied.restored) disks.push(copied)
      }
      const disk = disks[random(disks.length)]
      if (!disk) continue
      if (random(3) === 0) await exchange(disk)
      else write(disk)
    }
    if (copied?.restored) disks.splice(0, 1, copied)
    for (const disk of [...disks, ...disks]) await exchange(disk)

    const rows = await test.sql('select number, hash from ledger where device_id = $1 order by number', [device.id])
    expect(rows, `seed ${seed}`).toEqual([...receipted].sort(([a], [b]) => a - b).map(([number, hash]) => ({ number, hash })))
    // Two lives that both did something are never both let in unseen.
    const [a, b] = disks
    if (a && b && a.batches.length > 0 && b.batches.length > 0 && headOf(a).hash !== headOf(b).hash) expect(frozen, `seed ${seed}: a second life was not found`).toBe(true)
    if (frozen) seen.frozen++
    else seen.quiet++
  }
  if (seeds >= 8) expect(Math.min(...Object.values(seen))).toBeGreaterThan(0)
}, 60_000 + seeds * 10_000)
