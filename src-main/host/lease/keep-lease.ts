import { createHmac, timingSafeEqual } from 'node:crypto'
import { toMilliseconds } from '#shared/kernel/time.ts'
import { EXTENSION_DAYS, extensionDigits, extensionText, plainDigits } from '#shared/sync/lease/extension.ts'
import { type LeaseState, leaseState } from '#shared/sync/lease/lease-state.ts'
import type { Collections } from '../../store/documents.ts'
import { newAsk, permitSetting } from '../../sync/permit.ts'
import type { Office } from '../office.ts'
import { COPIED } from '../volunteer/audit-copy.ts'
import { auditId } from '../verify-audit.ts'
import { noteStanding, readStanding } from './standing-file.ts'

export type LeaseKeeper = {
  /** As of now; the clock that was set back does not count. */
  state(): LeaseState
  /** What the office reads out to the county for an extension; null where none can be had. */
  ask(): string | null
  /** Extends the lease by a code of the county. False: it is not the county's for what is asked now. */
  extend(code: string): Promise<boolean>
  /** The county's word or an extension was kept. */
  heard(): Promise<void>
}

type Deps = { dataDir: string; office: Pick<Office, 'settings' | 'deviceId' | 'auditHead' | 'now'>; audit: Collections['audit']; /** A volunteer's own file: it holds no word of the county. */ own: boolean; now(): number }

/** The lease of an opened office. */
export async function keepLease({ dataDir, office, audit, own, now }: Deps): Promise<LeaseKeeper> {
  const read = async () => (own ? null : office.settings.get(permitSetting.id, permitSetting.schema))
  let held = await read()
  let seen = await latestAfter(held?.sequence ?? 0)

  async function latestAfter(sequence: number): Promise<number> {
    const latest = await audit.findOne({ selector: { id: { $gt: auditId(sequence), $lt: COPIED } }, sort: [{ at: 'desc' }] }).exec()
    return latest ? toMilliseconds(latest.at) : 0
  }

  return {
    state() {
      const noted = own ? readStanding(dataDir).lease : held
      seen = Math.max(seen, now())
      return leaseState(noted && { since: toMilliseconds(noted.since), days: noted.days }, { now: now(), seen })
    },
    ask: () => (held?.leaseKey ? held.ask : null),
    async extend(code) {
      if (!held?.leaseKey) return false
      const { ask, leaseKey } = held
      const days = EXTENSION_DAYS.find((one) => isSame(plainDigits(code), extensionDigits(createHmac('sha256', Buffer.from(leaseKey, 'base64')).update(extensionText({ deviceId: office.deviceId, ask, days: one })).digest('hex'))))
      if (days === undefined) return false
      await office.settings.set(permitSetting.id, { ...held, since: office.now(), days, sequence: office.auditHead().sequence, ask: newAsk() })
      return true
    },
    async heard() {
      held = await read()
      if (!held) return
      seen = await latestAfter(held.sequence)
      noteStanding(dataDir, { lease: { since: held.since, days: held.days, ask: held.leaseKey ? held.ask : '' } })
    },
  }
}

function isSame(typed: string, expected: string): boolean {
  return typed.length === expected.length && timingSafeEqual(Buffer.from(typed), Buffer.from(expected))
}
