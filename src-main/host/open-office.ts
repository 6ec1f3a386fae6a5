import { join } from 'node:path'
import { z } from 'zod'
import { type DeviceId, type PersonId } from '#shared/kernel/ids.ts'
import { makeId } from '#shared/kernel/ids.ts'
import { type Instant, toInstant, toMilliseconds } from '#shared/kernel/time.ts'
import type { Permit } from '#shared/sync/lease/permit.ts'
import { openCollections } from '../store/collections.ts'
import { recordTables } from '../store/derived/record-tables.ts'
import type { Collections } from '../store/documents.ts'
import type { UpgradeProgress } from '../store/migrations/bring-up-to-date.ts'
import { openSqliteStore } from '../store/rx-storage-sqlite/index.ts'
import { restoredSetting } from '../backup/backup-settings.ts'
import { restoredNote } from '../backup/swap-in.ts'
import { giveOwnKeys } from '../services/files/file-key.ts'
import { settleImports } from '../services/ledger/settle.ts'
import { keepStates } from '../services/duty/keep-states.ts'
import { subjectTables } from '../services/subject/listed.ts'
import { warm } from '../services/warm.ts'
import { createSyncEngine } from '../sync/create-sync-engine.ts'
import { permitIn, permitSetting } from '../sync/permit.ts'
import { recoveryKeySetting } from '../sync/recovery-key.ts'
import { countyClockSetting } from '../sync/sync-settings.ts'
import { APP_VERSION } from './app-version.ts'
import { type AuditChain, openAuditChain } from './audit-chain.ts'
import { CLOCK_TOLERANCE_MS, clockDoubt } from './clock-doubt.ts'
import { derivedKey } from './derive-key.ts'
import { keepLease, type LeaseKeeper } from './lease/keep-lease.ts'
import { openGate } from './sealed/gate.ts'
import { backUpBeforeUpgrade } from './upgrade-backup.ts'
import type { Office } from './office.ts'
import { databaseName, databaseOf, type Place, purposeOf } from './volunteer/place.ts'
import { createQuietSync } from './volunteer/quiet-sync.ts'

export const officeSetting = { id: 'office', schema: z.object({ name: z.string() }) }
/** The audit sequence at which the county last found this device's clock right. */
const clockTrustedSetting = { id: 'clock-trusted', schema: z.object({ sequence: z.number() }) }
export const deviceSetting = { id: 'device', schema: z.object({ deviceId: z.string() }) }

export type OpenOfficeDeps = {
  dataDir: string
  deviceId: DeviceId
  now(): number
  monotonic(): number
  randomBytes(count: number): Uint8Array
  fetch: typeof fetch
  emit(name: string, payload: unknown): void
  checkPassword: Office['checkPassword']
  /** A volunteer's own file instead of the office's database; the key given then is his own. */
  ownFile?: { place: Place; generation: number }
  /** Hears the county's word on this device, when it has been kept. Must not wait for the exchange that brought it. */
  permit?(permit: Permit): void
  /** Hears the county's recovery key. */
  recoveryKey?(publicKey: string): Promise<void>
  /** Hears how far the upgrade of older data is. */
  upgrading?(progress: UpgradeProgress): void
}

/** The opened office with what only the host may touch. */
export type OpenOffice = {
  readonly office: Office
  readonly audit: AuditChain
  readonly lease: LeaseKeeper
  /** Whose own file this is; null for the office's database. */
  readonly volunteer: PersonId | null
  /** The data key (in a volunteer's file his own key), for wrapping it into key slots; zeroed by `close`. */
  readonly dataKey: Uint8Array
  /** Writes a compact encrypted copy of the database. */
  backup(path: string): Promise<void>
  /** Checks every page and index of the database file. */
  verify(): { ok: boolean; problems: string[] }
  /** Ends the sync at its next safe point; must come before `close`. */
  stopSync(): Promise<void>
  /** Closes the database and forgets the keys. Idempotent. */
  close(): Promise<void>
}

/** Opens the database under the data key, which it takes over (and zeroes, also on failure). Throws StoreError. */
export async function openOffice(deps: OpenOfficeDeps, dataKey: Uint8Array): Promise<OpenOffice> {
  const deriveKey = (purpose: string): Uint8Array => {
    if (closing) throw new Error('the office is closed')
    return derivedKey(dataKey, deps.deviceId, purpose)
  }
  let closing: Promise<void> | undefined
  const own = deps.ownFile
  const storeKey = deriveKey(own ? purposeOf(own.generation) : 'database')
  const forget = (): void => [dataKey, storeKey].forEach((key) => key.fill(0))
  const opened = await openDatabase(deps, storeKey, dataKey).catch((error: unknown) => {
    forget()
    throw error
  })
  const { data, store, audit } = opened
  const settings = settingsOf(data.settings)
  const clock = { expectedFrom: deps.now(), since: deps.monotonic(), county: await settings.get(countyClockSetting.id, countyClockSetting.schema) }

  async function learnCountyClock(value: unknown): Promise<void> {
    clock.county = countyClockSetting.schema.parse(value)
    clock.expectedFrom = deps.now()
    clock.since = deps.monotonic()
    if (Math.abs(clock.county.offsetSeconds) * 1000 <= CLOCK_TOLERANCE_MS) await settings.set(clockTrustedSetting.id, { sequence: audit.trustClock(clock.county.lastServerTime) })
  }

  // The sync and whoever cares for the file as a whole work behind the gate; all that answers people works before it.
  const gate = await openGate(data, store.derived)
  const officeOver = (collections: Collections): Office => ({
    data: collections,
    sealed: gate,
    log: store,
    derived: store.derived,
    dataDir: own ? own.place.folder : deps.dataDir,
    deviceId: deps.deviceId,
    get sync() {
      return engine
    },
    auditHead: () => audit.head(),
    now: () => toInstant(deps.now()),
    newId: (schema) => schema.parse(makeId(deps.now(), deps.randomBytes(10))),
    deriveKey,
    emit: deps.emit,
    settings: {
      get: settings.get,
      async set(id, value) {
        await settings.set(id, value)
        if (id === countyClockSetting.id) await learnCountyClock(value)
        if (id === permitSetting.id) {
          await lease.heard()
          deps.permit?.(permitIn(permitSetting.schema.parse(value)))
        }
        if (id === recoveryKeySetting.id) await deps.recoveryKey?.(recoveryKeySetting.schema.parse(value).publicKey)
      },
    },
    checkPassword: deps.checkPassword,
    clockDoubt: () =>
      clockDoubt({
        now: deps.now(),
        expected: clock.expectedFrom + (deps.monotonic() - clock.since),
        latestEntry: milliseconds(audit.latestAt()),
        lastServer: milliseconds(clock.county?.lastServerTime ?? null),
        offset: (clock.county?.offsetSeconds ?? 0) * 1000,
      }),
  })
  const office = officeOver(gate.data)
  const whole = officeOver(gate.whole)
  const lease = await keepLease({ dataDir: deps.dataDir, office: whole, audit: data.audit, own: own !== undefined, now: deps.now })
  if (!own) await noteRestore(whole)
  const note = (operation: string): Promise<void> => audit.append({ at: whole.now(), personId: '', role: '', operation, objectId: '', outcome: operation === 'sync.stuck' ? 'failed' : 'intent' })
  const engine = own ? createQuietSync(whole) : createSyncEngine({ office: whole, appVersion: APP_VERSION, fetch: deps.fetch, note })
  try {
    // Before anything can be listed or sent: what a kill left of an import is not taken for the office's subjects.
    await settleImports(whole)
    await giveOwnKeys(whole)
  } catch (error) {
    await engine.stop()
    await opened.close().finally(forget)
    throw error
  }
  engine.start()
  warm(office)
  // What follows from facts is worked out where all facts are; a volunteer's replica has few of them.
  const states = own ? null : keepStates(office, (subjectId) => audit.append({ at: whole.now(), personId: '', role: '', operation: 'group.leftDirectory', objectId: subjectId, outcome: 'intent' }))

  return {
    office,
    audit,
    lease,
    volunteer: own ? own.place.personId : null,
    dataKey,
    backup: (path) => store.vacuumInto(path),
    verify: () => store.verify(),
    async stopSync() {
      await states?.stop()
      await engine.stop()
    },
    close() {
      closing ??= Promise.resolve(states?.stop()).then(() => gate.close()).then(() => opened.close()).finally(forget)
      return closing
    },
  }
}

/** Before the sync begins, so that it meets the county as what it is. */
async function noteRestore(office: Office): Promise<void> {
  const restored = restoredNote(office.dataDir)
  if (!restored) return
  const { at, madeAt, aside, lost } = restored
  await office.settings.set(restoredSetting.id, restoredSetting.schema.parse({ at, madeAt, aside, lost, settled: false, sequence: office.log.lastSequence() }))
}

async function openDatabase({ dataDir, deviceId, now, upgrading, ownFile }: OpenOfficeDeps, key: Uint8Array, dataKey: Uint8Array) {
  const store = openSqliteStore({ filename: ownFile ? databaseOf(ownFile.place, ownFile.generation) : join(dataDir, 'office.sqlite'), key, derivations: [recordTables, subjectTables], building: ({ done, of }) => upgrading?.({ done, of }) })
  try {
    const database = await openCollections(ownFile ? databaseName(ownFile.place) : `office-${deviceId.toLowerCase()}`, store.storage, {
      // A volunteer's file is a replica; what he wrote in it is taken over whatever its form (own-file.ts).
      ...(ownFile ? {} : { backUp: () => backUpBeforeUpgrade({ store, dataDir, deviceId, dataKey, now }) }),
      tell: upgrading,
    })
    const close = async (): Promise<void> => {
      await database.close()
      await store.close()
    }
    const trusted = await settingsOf(database.settings).get(clockTrustedSetting.id, clockTrustedSetting.schema)
    return { data: database.collections, store, audit: await openAuditChain(database.audit, trusted?.sequence ?? 0), close }
  } catch (error) {
    await store.close()
    throw error
  }
}

function settingsOf(settings: Collections['settings']): Office['settings'] {
  return {
    async get(id, schema) {
      const found = await settings.findOne(id).exec()
      return found ? schema.parse(JSON.parse(found.value)) : null
    },
    async set(id, value) {
      await settings.incrementalUpsert({ id, value: JSON.stringify(value) })
    },
  }
}

function milliseconds(instant: Instant | null): number | null {
  return instant === null ? null : toMilliseconds(instant)
}
