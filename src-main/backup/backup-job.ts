import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { basename, join } from 'node:path'
import type { BackupStatus, RestoredState } from '#shared/contract/backup.ts'
import { fail, ok, type Result, say } from '#shared/kernel/result.ts'
import { addDays, daysBetween, type Instant, instantOf, localDateOf } from '#shared/kernel/time.ts'
import type { Office } from '../host/office.ts'
import type { OpenOffice } from '../host/open-office.ts'
import { logBug } from '../host/log-bug.ts'
import { translate } from '../host/translate.ts'
import type { Tell } from './assemble.ts'
import { BackupProblem } from './backup-problem.ts'
import { backupSetting, type BackupSetting, noBackupYet, restoredSetting, type RestoredSetting } from './backup-settings.ts'
import { findBackups } from './folders.ts'
import { makeBackup, type Wanted } from './make-backup.ts'
import { backupKeys } from './former-keys.ts'
import { readManifest } from './manifest.ts'
import { problemSentence } from './problem-sentence.ts'
import { Cancelled, runThread } from './run-thread.ts'

type Running = NonNullable<BackupStatus['running']>
type Begun = Exclude<Running['work'], 'restoring'>
/** What is read: where it lies and when it was made. */
type Found = { path: string; madeAt: Instant }
/** How a piece of work ended: with the path of the backup, or with one sentence. */
export type Ended = { path: string } | { problem: string; damaged: boolean }

/** The one place of a desk where backups are made and checked: one at a time, told by status and event. */
export type BackupJob = {
  status(office: Office): Promise<BackupStatus>
  /** Begins; `ended` resolves in any case. Refused while another runs. */
  make(opened: OpenOffice, wanted: Wanted): Result<{ ended: Promise<Ended> }, 'BACKUP_RUNNING'>
  check(opened: OpenOffice, path: string): Result<{ ended: Promise<Ended> }, 'BACKUP_RUNNING'>
  /** Makes the daily one if today has none and none has failed within the hour. */
  makeIfDue(opened: OpenOffice): Promise<Ended | null>
  /** Once in 30 days: restores the newest backup into a temporary place, if there is one and none of this work has failed within the hour. */
  rehearseIfDue(opened: OpenOffice): Promise<Ended | null>
  /** Ends what runs and waits until nothing touches the disk any more. */
  stop(): Promise<void>
}

const AGAIN_AFTER_MS = 60 * 60_000
const REHEARSE_EVERY_DAYS = 30

/** Makes the job of a desk. `monotonic`: ms that never go backwards. */
export function createBackupJob({ emit, log, monotonic }: { emit(name: string, payload: unknown): void; log(line: string): void; monotonic(): number }): BackupJob {
  let running: { shown: Running; abort: AbortController; ended: Promise<Ended> } | null = null
  let problem = ''
  let failedAt = -Infinity

  function begin({ office }: OpenOffice, { work, checked }: { work: Begun; checked?: Found }, act: (following: { tell: Tell; signal: AbortSignal }) => Promise<string>): Result<{ ended: Promise<Ended> }, 'BACKUP_RUNNING'> {
    if (running) return fail('BACKUP_RUNNING')
    const abort = new AbortController()
    const shown: Running = { work, phase: work === 'making' ? 'database' : 'files', done: 0, of: 0 }
    const tell: Tell = (phase, done, of) => {
      Object.assign(shown, { phase, done, of })
      emit('backup.changed', {})
    }
    problem = ''
    const ended = act({ tell, signal: abort.signal })
      .then((path): Ended => ({ path }), (error: unknown) => failed(error, work))
      .then(async (end) => {
        await remember(office, { work, checked }, end).catch((error: unknown) => logBug(log, 'backup note', error))
        return end
      })
      .finally(() => {
        running = null
        emit('backup.changed', {})
      })
    running = { shown, abort, ended }
    emit('backup.changed', {})
    return ok({ ended })
  }

  function failed(error: unknown, work: Begun): Ended {
    const sentence = work === 'rehearsing' && translate(error)?.code === 'DISK_FULL' ? say(fail('REHEARSAL_DISK_FULL').error) : problemSentence(error)
    if (sentence === null) logBug(log, 'backup', error)
    problem = sentence ?? say(fail('INTERNAL').error)
    // Somebody locked or cancelled: that says nothing against trying again.
    if (!(error instanceof Cancelled)) failedAt = monotonic()
    return { problem, damaged: error instanceof BackupProblem }
  }

  const job: BackupJob = {
    async status(office) {
      const setting = await readSetting(office)
      const restored = await office.settings.get(restoredSetting.id, restoredSetting.schema)
      return { running: running ? { ...running.shown } : null, folder: folderOf(office, setting), lastMadeAt: setting.lastMadeAt, rehearsed: setting.rehearsed, nextAt: nextDaily(office, setting), restored: restored && !restored.acknowledged ? shownOf(restored) : null, problem }
    },
    make: (opened, wanted) => begin(opened, { work: 'making' }, (following) => makeBackup(opened, wanted, following)),
    check(opened, path) {
      const read = readManifest(path)
      const checked = { path, madeAt: read.state === 'good' ? read.manifest.madeAt : opened.office.now() }
      return begin(opened, { work: 'checking', checked }, (following) => readWhole(opened.office, { work: 'check', ...checked }, following))
    },
    async makeIfDue(opened) {
      const { office } = opened
      if (running || monotonic() - failedAt < AGAIN_AFTER_MS) return null
      const setting = await readSetting(office)
      if (nextDaily(office, setting) > office.now()) return null
      await opened.audit.append({ at: office.now(), personId: '', role: '', operation: 'backup.daily', objectId: '', outcome: 'intent' })
      const begun = job.make(opened, { kind: 'daily', folder: folderOf(office, setting) })
      return begun.ok ? begun.value.ended : null
    },
    async rehearseIfDue(opened) {
      const { office } = opened
      if (running || monotonic() - failedAt < AGAIN_AFTER_MS) return null
      const setting = await readSetting(office)
      if (setting.rehearsed && daysBetween(localDateOf(setting.rehearsed.at), localDateOf(office.now())) < REHEARSE_EVERY_DAYS) return null
      const [newest] = findBackups(folderOf(office, setting), office.deviceId)
      if (!newest) return null
      await opened.audit.append({ at: office.now(), personId: '', role: '', operation: 'backup.rehearse', objectId: '', outcome: 'intent' })
      const checked = { path: newest.path, madeAt: newest.manifest.madeAt }
      const begun = begin(opened, { work: 'rehearsing', checked }, (following) => readWhole(office, { work: 'rehearse', ...checked }, following))
      return begun.ok ? begun.value.ended : null
    },
    async stop() {
      const stopping = running
      stopping?.abort.abort()
      await stopping?.ended
    },
  }
  return job
}

/** The settings of backups; as at first when none were made. */
export async function readSetting(office: Office): Promise<BackupSetting> {
  return (await office.settings.get(backupSetting.id, backupSetting.schema)) ?? noBackupYet
}

/** When the next daily backup is due: now, or with the next day when today has one. */
function nextDaily(office: Office, { lastMadeAt }: BackupSetting): Instant {
  const today = localDateOf(office.now())
  return lastMadeAt !== null && localDateOf(lastMadeAt) === today ? instantOf(addDays(today, 1), '00:00') : office.now()
}

function shownOf({ at, madeAt, aside, settled, regained, before, lost }: RestoredSetting): RestoredState {
  return { at, madeAt, aside, settled, regained, before, lost }
}

/** Where daily backups go. */
export function folderOf(office: Office, setting: BackupSetting): string {
  return setting.folder ?? join(office.dataDir, 'backups')
}

const SCRATCH = 'backup-check-'

/** Clears the temporary copies that a kill left. */
export function clearScratch(dataDir: string): void {
  for (const name of readdirSync(dataDir)) if (name.startsWith(SCRATCH)) rmSync(join(dataDir, name), { recursive: true, force: true })
}

/** Reads a backup whole in a thread, in a temporary folder beside the data. */
async function readWhole(office: Office, { work, path, madeAt }: Found & { work: 'check' | 'rehearse' }, following: { tell: Tell; signal: AbortSignal }): Promise<string> {
  const keys = await backupKeys(office, madeAt)
  const scratch = mkdtempSync(join(office.dataDir, SCRATCH))
  try {
    await runThread({ work, order: { backup: path, scratch, whole: work === 'rehearse', ...keys } }, following)
  } finally {
    Object.values(keys).forEach((key) => key.fill(0))
    rmSync(scratch, { recursive: true, force: true })
  }
  return path
}

async function remember(office: Office, { work, checked }: { work: Begun; checked: Found | undefined }, end: Ended): Promise<void> {
  const setting = await readSetting(office)
  const at = office.now()
  if (checked === undefined && 'path' in end) await office.settings.set(backupSetting.id, { ...setting, lastMadeAt: at })
  const found = 'path' in end ? '' : end.damaged ? end.problem : null
  if (checked === undefined || found === null) return
  const checks = { ...setting.checks, [basename(checked.path)]: { at, problem: found } }
  await office.settings.set(backupSetting.id, { ...setting, checks, ...(work === 'rehearsing' && { rehearsed: { at, madeAt: checked.madeAt, problem: found } }) })
}
