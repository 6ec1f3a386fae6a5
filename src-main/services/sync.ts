import type { Context } from '../host/office.ts'
import type { SliceHandlers } from '#shared/contract/define.ts'
import { type enrolment, type sync } from '#shared/contract/sync.ts'
import { fail, ok } from '#shared/kernel/result.ts'
import { atDesk } from '../host/office.ts'
import { recentBatches } from '../sync/batches.ts'
import { officeDevices } from '../sync/belonging.ts'
import { countWaiting } from '../sync/count-waiting.ts'
import { markRead } from '../sync/hand-over.ts'
import { resend } from '../sync/resend.ts'
import { closeReturn } from '../sync/returns.ts'
import { listHandOvers } from './sync-hand-overs.ts'
import { listOutbox } from './sync-outbox.ts'
import { answerCounty } from './sync-answer.ts'
import { listReturned } from './sync-returned.ts'

/** Sync as the desk sees it; the work itself is in src-main/sync. */
export const syncHandlers: SliceHandlers<typeof sync, Context> = {
  status: async (context) => ok(await atDesk(context).office.sync.status()),

  now: async (context) => atDesk(context).office.sync.runNow(),

  batches: async (context, { limit }) => {
    const { office } = atDesk(context)
    const batches = await recentBatches(office, limit)
    return ok(
      batches.map(({ number, createdAt, items, body, hash, state, receipt }) => ({
        number, createdAt, items: items.length, bytes: Buffer.byteLength(body), hash, state, position: receipt?.position ?? null, receivedAt: receipt?.receivedAt ?? null,
      })),
    )
  },

  outbox: async (context, { limit }) => ok(await listOutbox(context, limit)),

  handOvers: async (context) => ok(await listHandOvers(context)),

  readHandOver: async (context, { number }) => ((await markRead(atDesk(context).office, number)) ? ok({}) : fail('NOT_AVAILABLE')),

  devices: async (context) => {
    const { office } = atDesk(context)
    const known = await officeDevices(office)
    // Of itself this PC knows better than the county does.
    const waiting = await countWaiting(office)
    return ok(known && { at: known.at, devices: known.devices.map((device) => (device.id === office.deviceId ? { ...device, waiting, here: true } : { ...device, here: false })) })
  },

  returned: async (context) => ok(await listReturned(context)),

  answer: async (context, input) => answerCounty(context, input),

  resend: async (context, { returnId }) => ((await resend(atDesk(context).office, returnId)) ? ok({}) : fail('NOT_AVAILABLE')),

  close: async (context, { returnId }) => ((await closeReturn(atDesk(context).office, returnId)) ? ok({}) : fail('NOT_AVAILABLE')),
}

export const enrolmentHandlers: SliceHandlers<typeof enrolment, Context> = {
  enrol: async (context, { address, code }) => atDesk(context).office.sync.enrol(address, code),

  changeAddress: async (context, { address }) => atDesk(context).office.sync.changeAddress(address),
}
