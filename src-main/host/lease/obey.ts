import { join } from 'node:path'
import type { Permit } from '#shared/sync/lease/permit.ts'
import { sealLast } from '../../sync/stop.ts'
import type { Keyring } from '../keyring/keyring.ts'
import type { OpenOffice } from '../open-office.ts'
import type { VolunteerKeeper } from '../volunteer/keeper.ts'
import { closeBackups } from './close-backups.ts'
import { endDismissed } from './dismiss.ts'
import { readStopped, writeStopped } from './stopped-file.ts'

type Deps = {
  dataDir: string
  keyring: Keyring
  opened(): OpenOffice | null
  keeper(): VolunteerKeeper | null
  /** Locks everybody out and closes what is open. */
  evict(): Promise<void>
  signOutPerson(personId: string): void
}

/**
 * Does what is left of a stop: seals the unsent work if it is not sealed yet, then destroys the keys, here and in the
 * backups within reach. False: the work could not be sealed, or nobody of the staff has opened the office; then nothing is
 * destroyed. Inside a turn of the desk.
 */
export async function finishStop({ dataDir, keyring, opened, evict }: Deps): Promise<boolean> {
  const stopped = readStopped(dataDir)
  if (!stopped) return false
  if (stopped.wiped) return true
  const open = opened()
  if (!open || open.volunteer) return false
  const sealed = stopped.sealed === undefined ? await open.office.sync.alone(sealLast) : stopped
  if (!sealed) return false
  await open.audit.append({ at: open.office.now(), personId: '', role: '', operation: 'device.stopped', objectId: '', outcome: 'intent' })
  await closeBackups(open.office, join(dataDir, 'backups'))
  await evict()
  await keyring.destroyGrants()
  writeStopped(dataDir, { ...(readStopped(dataDir) ?? sealed), wiped: true })
  return true
}

/** A kill between the keys and the note: there is nothing left to open, and the note says so. */
export function settleStop(dataDir: string, keyring: Pick<Keyring, 'state' | 'content'>): void {
  const stopped = readStopped(dataDir)
  if (stopped && !stopped.wiped && keyring.state() === 'good' && keyring.content().slots.every(({ suspended }) => suspended)) writeStopped(dataDir, { ...stopped, wiped: true })
}

/** Obeys the county's word, once it has been kept. */
export async function obeyPermit(deps: Deps, permit: Permit): Promise<void> {
  if (permit.revoked) return void (await finishStop(deps))
  const open = deps.opened()
  if (!open || open.volunteer) return
  for (const personId of await endDismissed(open, deps.keyring, permit.dismissed)) {
    // What he wrote is in the office's database; his own file goes.
    await deps.keeper()?.refresh(personId)
    deps.signOutPerson(personId)
  }
}
