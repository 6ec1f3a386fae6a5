import { randomInt } from 'node:crypto'
import { z } from 'zod'
import { Instant, toMilliseconds } from '#shared/kernel/time.ts'
import { AskNumber } from '#shared/sync/lease/extension.ts'
import { isInForce, Permit } from '#shared/sync/lease/permit.ts'
import { Signed } from '#shared/sync/protocol.ts'
import type { Office } from '../host/office.ts'
import { verifyText } from './signatures.ts'

/** The county's newest word on this device, and the lease that it began here: since when, for how many days. */
export const permitSetting = {
  id: 'county-permit',
  schema: z.object({
    signed: Signed,
    since: Instant,
    days: z.int(),
    /** The audit entries after this one show how late it is at least. */
    sequence: z.int(),
    ask: AskNumber,
    leaseKey: z.string().nullable(),
  }),
}
export type HeldPermit = z.output<typeof permitSetting.schema>

/** Writing it with every exchange would cost more than it says. */
const AGAIN_AFTER_MS = 3_600_000

/** What is inside of a word that was found good when it was kept. */
export function permitIn(held: Pick<HeldPermit, 'signed'>): Permit {
  return Permit.parse(JSON.parse(held.signed.body))
}

/** The county's word on exactly this device, newer than the one held; null for anything else. */
export async function readPermit(office: Office, countyPublicKey: string, said: Signed | undefined): Promise<Permit | null> {
  if (!said || !verifyText(countyPublicKey, said.body, said.signature)) return null
  const { data } = Permit.safeParse(parseJson(said.body))
  const held = await office.settings.get(permitSetting.id, permitSetting.schema)
  return data && data.deviceId === office.deviceId && isInForce(data, held && permitIn(held)) ? data : null
}

/**
 * Keeps a word that readPermit gave. By line it is of this moment; one from a stick may have lain in a drawer, so its days
 * count from the day it was written, unless this clock is behind that.
 */
export async function keepPermit(office: Office, { permit, said, leaseKey, way }: { permit: Permit; said: Signed; leaseKey: string | null; way: 'line' | 'stick' }): Promise<void> {
  const held = await office.settings.get(permitSetting.id, permitSetting.schema)
  const now = office.now()
  const since = way === 'line' || permit.issuedAt > now ? now : permit.issuedAt
  if (held && held.leaseKey === leaseKey && held.days === permit.leaseDays && saysTheSame(permitIn(held), permit) && Math.abs(toMilliseconds(since) - toMilliseconds(held.since)) < AGAIN_AFTER_MS) return
  await office.settings.set(permitSetting.id, { signed: said, since, days: permit.leaseDays, sequence: office.auditHead().sequence, ask: held?.ask ?? newAsk(), leaseKey: leaseKey ?? held?.leaseKey ?? null })
}

/** Another one for every extension, so that none is taken twice. */
export function newAsk(): string {
  return String(randomInt(1_000_000)).padStart(6, '0')
}

function saysTheSame(one: Permit, other: Permit): boolean {
  return JSON.stringify({ ...one, issuedAt: '' }) === JSON.stringify({ ...other, issuedAt: '' })
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
