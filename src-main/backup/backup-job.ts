import { mkdtempSync, rmSync } from 'node:fs'
import { basename, join } from 'node:path'
import type { BackupStatus, RestoredState } from '#shared/contract/backup.ts'
import { fail, ok, type Result, say } from '#shared/kernel/result.ts'
import { addDays, type Instant, instantOf, localDateOf } from '#shared/kernel/time.ts'
import type { Office } from '../host/office.ts'
import type { OpenOffice } from '../host/open-office.ts'
import { logBug } from '../host/log-bug.ts'
import type { Tell } from './assemble.ts'
import { BackupProblem } from './backup-problem.ts'
import { backupSetting, type BackupSetting, noBackupYet, restoredSetting, type RestoredSetting } from './backup-settings.ts'
import { makeBackup, type Wanted } from './make-backup.ts'
import { backupKeys } from './former-keys.ts'
import { readManifest } from './manifest.ts'
import { problemSentence } from './problem-sentence.ts'
import { Cancelled, runThread } from './run-thread.ts'

type Running = NonNullable<BackupStatus['running']>
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
  /** Ends what runs and waits until nothing touches the disk any more. */
  stop(): Promise<void>
}

const AGAIN_AFTER_MS = 60 * 60_000

/** Makes the job of a desk. `monotonic`: ms that never go backwards. */
export function createBackupJob({ emit, log, monotonic }: { emit(name: string, payload: unknown): void; log(line: string): void; monotonic(): number }): BackupJob {
  let running: { shown: Running; abort: AbortController; ended: Promise<Ended> } | null = null
  let problem = ''
  let failedAt = -Infinity

  function begin({ office }: OpenOffice, { work, checked }: { work: 'making' | 'checking'; checked?: string }, act: (following: { tell: Tell; signal: AbortSignal }) => Promise<string>): Result<{ ended: Promise<Ended> }, 'BACKUP_RUNNING'> {
    if (running) return fail('BACKUP_RUNNING')
    const abort = new AbortController()
    const shown: Running = { work, phase: work === 'making' ? 'database' : 'files', done: 0, of: 0 }
    const tell: Tell = (phase, done, of) => {
      Object.assign(shown, { phase, done, of })
      emit('backup.changed', {})
    }
    problem = ''
    const ended = act({ tell, signal: abort.signal })
      .then((path): Ended => ({ path }), (error: unknown) => failed(error))
      .then(async (end) => {
        await remember(office, checked, end).catch((error: unknown) => logBug(log, 'backup note', error))
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

  function failed(error: unknown): Ended {
    const sentence = problemSentence(error)
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
      return { running: running ? { ...running.shown } : null, folder: folderOf(office, setting), lastMadeAt: setting.lastMadeAt, nextAt: nextDaily(office, setting), restored: restored && !restored.acknowledged ? shownOf(restored) : null, problem }
    },
    make: (opened, wanted) => begin(opened, { work: 'making' }, (following) => makeBackup(opened, wanted, following)),
    check: (opened, path) =>
      begin(opened, { work: 'checking', checked: path }, async (following) => {
        const { office } = opened
        const read = readManifest(path)
        const keys = await backupKeys(office, read.state === 'good' ? read.manifest.madeAt : office.now())
        const scratch = mkdtempSync(join(office.dataDir, 'backup-check-'))
        try {
          await runThread({ work: 'check', order: { backup: path, scratch, whole: false, ...keys } }, following)
        } finally {
          Object.values(keys).forEach((key) => key.fill(0))
          rmSync(scratch, { recursive: true, force: true })
        }
        return path
      }),
    async makeIfDue(opened) {
      const { office } = opened
      if (running || monotonic() - failedAt < AGAIN_AFTER_MS) return null
      const setting = await readSetting(office)
      if (nextDaily(office, setting) > office.now()) return null
      await opened.audit.append({ at: office.now(), personId: '', role: '', operation: 'backup.daily', objectId: '', outcome: 'intent' })
      const begun = job.make(opened, { kind: 'daily', folder: folderOf(office, setting) })
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

async function remember(office: Office, checked: string | undefined, end: Ended): Promise<void> {
  const setting = await readSetting(office)
  const at = office.now()
  if (checked === undefined && 'path' in end) await office.settings.set(backupSetting.id, { ...setting, lastMadeAt: at })
  const found = 'path' in end ? '' : end.damaged ? end.problem : null
  if (checked !== undefined && found !== null) await office.settings.set(backupSetting.id, { ...setting, checks: { ...setting.checks, [basename(checked)]: { at, problem: found } } })
}
