import type { Permit } from '#shared/sync/lease/permit.ts'
import type { Signed } from '#shared/sync/protocol.ts'
import { PROTOCOL_VERSION } from '#shared/sync/protocol.ts'
import { waitingFiles } from '../courier/carry-files.ts'
import { exportFile } from '../courier/export-file.ts'
import { findEnrolment, learnCourierKey } from '../courier/keys.ts'
import { handInFolder, readStopped, type StoppedFile, writeStopped } from '../host/lease/stopped-file.ts'
import type { Office } from '../host/office.ts'
import { countWaiting } from './count-waiting.ts'
import type { Exchange } from './exchange-kit.ts'
import { handInByLine } from './hand-in.ts'
import { keepPermit, readPermit } from './permit.ts'
import type { StoredEnrolment } from './sync-settings.ts'

/** Asks the county for its signed word after it has refused this device: what travels unsigned stops nobody. */
export async function hearRevocation({ office, county, enrolment }: Pick<Exchange, 'office' | 'county' | 'enrolment'>, fetch: typeof globalThis.fetch): Promise<void> {
  const answer = await county.revocation.permit({ protocol: PROTOCOL_VERSION })
  if (!answer.ok) return
  const { permit: said, courierKey, handIn } = answer.value
  const permit = await readPermit(office, enrolment.countyPublicKey, said)
  if (!permit?.revoked) return
  await learnCourierKey(office, enrolment.countyPublicKey, courierKey)
  await beginStop(office, { permit, enrolment, token: handIn })
  await handInByLine(office.dataDir, fetch)
  await keepPermit(office, { permit, said, leaseKey: null, way: 'line' })
}

/** The county's word as it comes with every answer, by line or by stick; a device that is stopped obeys at once. */
export async function learnPermit(office: Office, enrolment: StoredEnrolment, said: { permit?: Signed | undefined; leaseKey?: string | undefined }, way: 'line' | 'stick'): Promise<void> {
  const permit = await readPermit(office, enrolment.countyPublicKey, said.permit)
  if (!permit || !said.permit) return
  if (permit.revoked) await beginStop(office, { permit, enrolment, token: null })
  await keepPermit(office, { permit, said: said.permit, leaseKey: said.leaseKey ?? null, way })
}

async function beginStop(office: Office, { permit, enrolment, token }: { permit: Permit; enrolment: StoredEnrolment; token: string | null }): Promise<void> {
  const { dataDir, deviceId } = office
  const known = readStopped(dataDir)
  if (known?.wiped) return
  // On the disk before anything is done: whatever is cut off here goes on with the next log-in.
  writeStopped(dataDir, { at: permit.revoked?.at ?? permit.issuedAt, deviceId, countyName: enrolment.countyName, address: enrolment.address, wiped: false, ...known, token: token ?? known?.token ?? null })
  await sealLast(office)
}

/**
 * Seals all that is unsent, unsubmitted forms too, to the county. Null: it could not be done, and nothing may be destroyed.
 * To be called while no exchange runs.
 */
export async function sealLast(office: Office): Promise<StoppedFile | null> {
  const stopped = readStopped(office.dataDir)
  if (!stopped) return null
  const drafts = await office.data.drafts.count().exec()
  const enrolment = await findEnrolment(office)
  const photos = enrolment ? (await waitingFiles(office, enrolment.epoch, { again: true })).open.length : 0
  if ((await countWaiting(office)) + drafts + photos === 0) return writeStopped(office.dataDir, { ...stopped, sealed: stopped.sealed ?? null })
  const written = await exportFile(office, handInFolder(office.dataDir), { final: true })
  if (!written.ok) return null
  const { fileName, documents } = written.value
  return writeStopped(office.dataDir, { ...stopped, sealed: { fileName, documents, drafts, handedIn: false } })
}
