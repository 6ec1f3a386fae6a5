import { accessSync, constants, statSync } from 'node:fs'
import { isAbsolute, join } from 'node:path'
import type { BackupRow, BackupSummary, backup } from '#shared/contract/backup.ts'
import type { SliceHandlers } from '#shared/contract/define.ts'
import { fail, ok } from '#shared/kernel/result.ts'
import { adoptBackup } from '../backup/adopt-backup.ts'
import { folderOf, readSetting } from '../backup/backup-job.ts'
import { backupSetting } from '../backup/backup-settings.ts'
import { findBackups } from '../backup/folders.ts'
import { keep as keepRestored } from '../sync/regain.ts'
import { compareWithPresent, inspectBackup, restoreBackup, sizeOf } from '../backup/restore-backup.ts'
import { atHostDesk, type HostContext } from '../host/host-caller.ts'
import type { OpenOffice } from '../host/open-office.ts'

/** Backup and restore as the desk asks for them; the work itself is in src-main/backup. */
export const backupHandlers: SliceHandlers<typeof backup, HostContext> = {
  status: async (context) => ok(await statusOf(context)),

  start: async (context, { folder }) => {
    const { desk, me } = atHostDesk(context)
    if (folder !== null && !isUsable(folder)) return fail('BACKUP_FOLDER_UNUSABLE')
    const begun = desk.backups.make(opened(context), { kind: 'byHand', folder: folder ?? folderOf(me.office, await readSetting(me.office)) })
    return begun.ok ? ok(await statusOf(context)) : begun
  },

  cancel: async (context) => {
    await atHostDesk(context).desk.backups.stop()
    return ok(await statusOf(context))
  },

  setFolder: async (context, { folder }) => {
    const { office } = atHostDesk(context).me
    if (folder !== null && !isUsable(folder)) return fail('BACKUP_FOLDER_UNUSABLE')
    await office.settings.set(backupSetting.id, { ...(await readSetting(office)), folder })
    return ok(await statusOf(context))
  },

  list: async (context, { folder }) => {
    const { office } = atHostDesk(context).me
    const setting = await readSetting(office)
    return ok(
      findBackups(folder ?? folderOf(office, setting), office.deviceId).map(({ path, name, manifest }): BackupRow => {
        const check = setting.checks[name]
        return { path, name, madeAt: manifest.madeAt, size: sizeOf(manifest), kind: manifest.kind, checkedAt: check?.at ?? manifest.madeAt, problem: check?.problem ?? '' }
      }),
    )
  },

  check: async (context, { path }) => {
    const found = inspectBackup(path)
    if (!found.ok) return found
    const begun = atHostDesk(context).desk.backups.check(opened(context), path)
    return begun.ok ? ok(await statusOf(context)) : begun
  },

  acknowledgeRestored: async (context) => {
    await keepRestored(atHostDesk(context).me.office, { acknowledged: true })
    return ok(await statusOf(context))
  },

  inspect: async (_, { path }) => inspectBackup(path),

  find: async ({ caller: { desk } }, { folder }) => {
    const looked = folder ?? join(desk.dataDir, 'backups')
    const own = inspectBackup(looked)
    const found = own.ok ? [own.value] : findBackups(looked, null).flatMap(({ path }) => summaryOf(path))
    return ok({ folder: looked, found })
  },

  compare: async ({ caller: { desk } }, input) => desk.lookWhileClosed((deps) => compareWithPresent(deps, input)),

  restoring: async ({ caller: { desk } }) => ok(desk.restoring.shown()),

  cancelRestore: async ({ caller: { desk } }) => {
    desk.restoring.cancel()
    return ok({})
  },

  adopt: async ({ caller: { desk } }, input) => desk.restore((deps) => adoptBackup(deps, input)),

  restore: async ({ caller: { desk } }, input) => desk.restore((deps) => restoreBackup(deps, input)),
}

async function statusOf(context: HostContext) {
  const { desk, me } = atHostDesk(context)
  return desk.backups.status(me.office)
}

function summaryOf(path: string): BackupSummary[] {
  const inspected = inspectBackup(path)
  return inspected.ok ? [inspected.value] : []
}

function opened(context: HostContext): OpenOffice {
  const office = atHostDesk(context).desk.opened()
  if (!office) throw new Error('backup of a locked office')
  return office
}

function isUsable(folder: string): boolean {
  if (!isAbsolute(folder)) return false
  try {
    accessSync(folder, constants.W_OK)
    return statSync(folder).isDirectory()
  } catch {
    return false
  }
}
