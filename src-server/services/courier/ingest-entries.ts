import type { DeviceState, OutboundEntry } from '#shared/sync/courier/contents.ts'
import type { CourierOutcome } from '#shared/sync/courier/outcome.ts'
import { fail, ok, type Result } from '#shared/kernel/result.ts'
import { toInstant } from '#shared/kernel/time.ts'
import { BatchBody, PROTOCOL_VERSION } from '#shared/sync/protocol.ts'
import type { County } from '../../county.ts'
import { type DeviceRow, findDevice, freezeDevice } from '../../db/devices.ts'
import { announceChange, findEntry } from '../../db/ledger.ts'
import { takeFileEntry } from './file-entries.ts'
import { deviceHandlers } from '../device-handlers.ts'

type Given = { device: DeviceRow; entries(): AsyncIterable<OutboundEntry>; /** No newer file of this device was read yet. */ isNewest: boolean }
type Ingested = { state: DeviceState } & Pick<CourierOutcome, 'batches' | 'documents' | 'fresh' | 'files' | 'stopped'>

/**
 * Hands the batches of a file to the very same intake as the line's, one after the other; the first that is refused ends
 * it. What was taken before is stored, receipted and said.
 */
export async function ingestEntries(county: County, { device, entries, isNewest }: Given): Promise<Result<Ingested, 'COURIER_DAMAGED' | 'BATCH_FORK'>> {
  const { sync } = deviceHandlers(county)
  const context = { caller: { role: 'device', device }, reach: 'office' } as const
  let state: DeviceState | null = null
  const counted = { batches: 0, fresh: 0 }
  const documents = new Set<string>()
  const whole = new Set<string>()
  const before = device.last_number
  for await (const entry of entries()) {
    if (entry.kind === 'state') {
      state ??= entry
      const same = await isSameChain(county, device, entry.check.head)
      if (!same.ok) return same
      // The head of a file that lay in a drawer is older than what the line brought since: that is no fork, so it is not asked here.
      if (isNewest) await sync.check(context, { ...entry.check, head: undefined, protocol: PROTOCOL_VERSION, deviceTime: toInstant(county.now()) })
      continue
    }
    if (!state) return fail('COURIER_DAMAGED')
    // What nobody submitted is read by people, never taken.
    if (entry.kind === 'draft') continue
    if (entry.kind === 'file') {
      if (state && (await takeFileEntry(county, device, entry))) whole.add(entry.fileId)
      continue
    }
    const pushed = await sync.push(context, { protocol: PROTOCOL_VERSION, batch: entry.batch, receipt: entry.receipt })
    const { number, names } = describe(entry.batch.body)
    if (!pushed.ok) return ok({ state, ...counted, documents: documents.size, stopped: { at: number, code: pushed.error.code, params: { ...pushed.error.params } } })
    counted.batches++
    if (number > before) counted.fresh++
    for (const name of names) documents.add(name)
  }
  return state ? ok({ state, ...counted, documents: documents.size, files: whole.size, stopped: null }) : fail('COURIER_DAMAGED')
}

/** Whether the newest batch that the device had built is the one that the county holds under that number, if it holds one. */
async function isSameChain(county: County, device: DeviceRow, head: DeviceState['check']['head']): Promise<Result<null, 'BATCH_FORK'>> {
  if (device.frozen_number !== null) return fail('BATCH_FORK', { number: device.frozen_number })
  const held = head.number === 0 ? undefined : await findEntry(county.db, device.id, head.number)
  if (!held || held.hash === head.hash) return ok(null)
  await freezeDevice(county.db, { id: device.id, number: head.number, at: toInstant(county.now()) })
  await announceChange(county.db)
  return fail('BATCH_FORK', { number: (await findDevice(county.db, device.id))?.frozen_number ?? head.number })
}

function describe(body: string): { number: number; names: string[] } {
  const read = BatchBody.safeParse(parseJson(body))
  return read.success ? { number: read.data.number, names: read.data.items.map((item) => `${item.collection}/${item.id}`) } : { number: 0, names: [] }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
