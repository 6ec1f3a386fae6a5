import type { DeviceContract } from '#shared/contract/device.ts'
import type { Handlers } from '#shared/contract/define.ts'
import type { Granted } from '#shared/contract/dispatch.ts'
import { ok } from '#shared/kernel/result.ts'
import { toInstant, toMilliseconds } from '#shared/kernel/time.ts'
import type { County } from '../county.ts'
import { type DeviceRow, noteContact } from '../db/devices.ts'
import { checkProtocol } from './batch/read-batch.ts'
import { backedUpThrough, selectSent } from '../db/ledger.ts'
import { courierKey } from './courier/county-keys.ts'
import { checkHead } from './check-head.ts'
import { epochAfter } from './county-head.ts'
import { compare, repair } from './compare.ts'
import { enrol } from './enrol.ts'
import { deviceFiles } from './files/device-files.ts'
import { ingest } from './ingest.ts'
import { tellBelonging } from './hand-over/tell.ts'
import { pullForVolunteer } from './volunteer/pull-for-volunteer.ts'
import { giveBlocks } from './number-blocks.ts'
import { officesOf, packFor } from './policy.ts'
import { pull } from './pull.ts'
import { permitFor } from './revocation/permit.ts'
import { leaseKey } from './revocation/shared-keys.ts'
import { recoveryKeyInForce } from './recovery/recovery-key.ts'

/** Who calls at the devices' door. The office comes from the device's own row, never from what it sends. */
export type DeviceCaller = { readonly role: 'anyone'; readonly address: string } | { readonly role: 'device'; readonly device: DeviceRow }
type Context = Granted<DeviceCaller>

/** What an office's device may ask of the county; what a stopped one may, stands in revocation/device.ts. */
export function deviceHandlers(county: County): Omit<Handlers<DeviceContract, Context>, 'revocation'> {
  return {
    enrolment: {
      enrol: async ({ caller }, input) => {
        const spoken = checkProtocol(input.protocol, county.spoken)
        return spoken.ok ? enrol(county, input, caller.role === 'anyone' ? caller.address : caller.device.id) : spoken
      },
    },
    sync: {
      push: async (context, input) => {
        const spoken = checkProtocol(input.protocol, county.spoken)
        return spoken.ok ? ingest(county, deviceOf(context), input) : spoken
      },
      pull: async (context, input) => {
        const spoken = checkProtocol(input.protocol, county.spoken)
        if (!spoken.ok) return spoken
        const { office_id: officeId, person_id: personId } = deviceOf(context)
        return ok(personId === null ? await pull(county, officeId, input) : await pullForVolunteer(county, { officeId, personId }, input))
      },
      check: async (context, input) => {
        const spoken = checkProtocol(input.protocol, county.spoken)
        if (!spoken.ok) return spoken
        const device = deviceOf(context)
        const head = await checkHead(county, device, input.head && { ...input.head, saidAt: input.deviceTime })
        if (!head.ok) return head
        const { epoch, restoredTo } = await epochAfter(county, input.known)
        const now = county.now()
        const skew = Math.round((toMilliseconds(input.deviceTime) - now) / 1000)
        await noteContact(county.db, { id: device.id, waiting: input.waiting, appVersion: input.appVersion, skew, stuckSince: input.stuckSince ?? null, at: toInstant(now) })
        const belonging = input.handOvers && (await tellBelonging(county, device, { said: input.handOvers, restored: input.head?.restored ?? false }))
        return ok({ ...belonging, epoch, restoredTo, backedUp: await backedUpThrough(county.db, device.id), lastNumber: device.last_number, lastHash: device.last_hash, serverTime: toInstant(now), before: { waiting: device.waiting, seenAt: device.last_seen_at }, recoveryKey: await recoveryKeyInForce(county), courierKey: courierKey(county), offices: await officesOf(county), permit: await permitFor(county, device), leaseKey: leaseKey(county, device.id) })
      },
      compare: async (context, input) => {
        const spoken = checkProtocol(input.protocol, county.spoken)
        return spoken.ok ? ok(await compare(county, deviceOf(context).office_id, input)) : spoken
      },
      repair: async (context, input) => {
        const spoken = checkProtocol(input.protocol, county.spoken)
        return spoken.ok ? ok(await repair(county, deviceOf(context), input)) : spoken
      },
      policy: async (context, input) => {
        const spoken = checkProtocol(input.protocol, county.spoken)
        deviceOf(context)
        return spoken.ok ? ok({ policy: await packFor(county, input.known) }) : spoken
      },
      numbers: async (context, input) => {
        const spoken = checkProtocol(input.protocol, county.spoken)
        return spoken.ok ? ok({ blocks: await giveBlocks(county, deviceOf(context).id, input) }) : spoken
      },
      sent: async (context, input) => {
        const spoken = checkProtocol(input.protocol, county.spoken)
        return spoken.ok ? ok({ batches: await selectSent(county.db, deviceOf(context).id, { number: input.after, limit: input.limit }) }) : spoken
      },
    },
    file: deviceFiles(county, deviceOf),
  }
}

/** The matrix has let only a device pass, so anybody else here is a bug and throws. */
export function deviceOf({ caller }: Context): DeviceRow {
  if (caller.role !== 'device') throw new Error('operation reached without a device')
  return caller.device
}
