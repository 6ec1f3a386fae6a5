import { statfsSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { SliceHandlers } from '#shared/contract/define.ts'
import type { Diagnosis, diagnosis } from '#shared/contract/diagnosis.ts'
import { ok } from '#shared/kernel/result.ts'
import { PROTOCOL_VERSION } from '#shared/sync/protocol.ts'
import { restoredSetting } from '../backup/backup-settings.ts'
import { APP_VERSION } from '../host/app-version.ts'
import { atHostDesk, type HostContext } from '../host/host-caller.ts'
import type { Office } from '../host/office.ts'
import { newestBatch, waitingHeads } from '../sync/batches.ts'
import { comparedSetting } from '../sync/compare.ts'
import { lastFailures } from '../sync/failures.ts'
import { countyClockSetting, progressSetting } from '../sync/sync-settings.ts'

/** What support asks first: numbers, times and codes, never a name or anything that somebody wrote. */
export const diagnosisHandlers: SliceHandlers<typeof diagnosis, HostContext> = {
  read: async (context, { thorough }) => {
    const { desk, me } = atHostDesk(context)
    const found = thorough ? desk.opened()?.verify() : undefined
    return ok(await diagnose(context, me.office, { sound: found?.ok ?? null, problems: found?.problems.length ?? 0 }))
  },
}

async function diagnose(context: HostContext, office: Office, health: { sound: boolean | null; problems: number }): Promise<Diagnosis> {
  const { desk } = atHostDesk(context)
  const [documents, sync, backup, clock] = await Promise.all([countAll(office), syncOf(office), desk.backups.status(office), office.settings.get(countyClockSetting.id, countyClockSetting.schema)])
  const restored = await office.settings.get(restoredSetting.id, restoredSetting.schema)
  return {
    format: 'judicial-office.diagnosis',
    version: 1,
    madeAt: office.now(),
    program: { version: APP_VERSION, protocol: PROTOCOL_VERSION, shell: context.caller.shell, system: `${process.platform} ${process.arch}`, node: process.version },
    deviceId: office.deviceId,
    documents,
    sync,
    database: { bytes: sizeOf(office.dataDir), freeDiskBytes: freeOf(office.dataDir), ...health, sequence: office.log.lastSequence(), auditSequence: office.auditHead().sequence },
    backup: { lastMadeAt: backup.lastMadeAt, rehearsedAt: backup.rehearsed?.at ?? null, rehearsalWell: backup.rehearsed ? backup.rehearsed.problem === '' : null, restoredAt: restored?.at ?? null, lastFailed: backup.problem !== '' },
    clock: { offsetSeconds: clock?.offsetSeconds ?? 0, lastCountyTime: clock?.lastServerTime ?? null, doubted: office.clockDoubt() !== '' },
  }
}

async function countAll({ data }: Office): Promise<Diagnosis['documents']> {
  const [subjects, people, groups, records, procedures, files] = await Promise.all([
    data.subjects.count().exec(), data.people.count().exec(), data.groups.count().exec(), data.records.count().exec(), data.procedures.count().exec(), data.files.count().exec(),
  ])
  return { subjects, people, groups, records, procedures, files }
}

async function syncOf(office: Office): Promise<Diagnosis['sync']> {
  const { enrolled, waiting, inReview, returned, lastSuccessAt, nextTryAt, stuckSince, phase } = await office.sync.status()
  const progress = await office.settings.get(progressSetting.id, progressSetting.schema)
  const unreceipted = await waitingHeads(office)
  return {
    enrolled, waiting, inReview, returned, lastSuccessAt, nextTryAt, stuckSince, phase,
    oldestBatchAt: unreceipted[0]?.createdAt ?? null,
    lastBatch: (await newestBatch(office))?.number ?? null,
    batchesWithoutReceipt: unreceipted.length,
    unreadable: progress?.unreadable ?? 0,
    compared: await office.settings.get(comparedSetting.id, comparedSetting.schema),
    failures: await lastFailures(office),
  }
}

function sizeOf(dataDir: string): number {
  return ['office.sqlite', 'office.sqlite-wal'].reduce((sum, name) => sum + (statSync(join(dataDir, name), { throwIfNoEntry: false })?.size ?? 0), 0)
}

/** Null where the system does not say. */
function freeOf(dataDir: string): number | null {
  try {
    const { bavail, bsize } = statfsSync(dataDir)
    return bavail * bsize
  } catch {
    return null
  }
}
