import { randomBytes } from 'node:crypto'
import { restoredSetting } from '../backup/backup-settings.ts'
import type { Office } from '../host/office.ts'
import { remembered, type SentFiles, sentSetting, type TakenAnswers, takenSetting } from './courier-settings.ts'

/**
 * What this device has written so far. After a restore from a backup a new chain begins: the numbers of the old one may
 * have been used after that backup.
 */
export async function sentFiles(office: Office): Promise<SentFiles> {
  const found = await office.settings.get(sentSetting.id, sentSetting.schema)
  const restoredAt = (await office.settings.get(restoredSetting.id, restoredSetting.schema))?.at ?? null
  if (found && found.restoredAt === restoredAt) return found
  return { chain: randomBytes(12).toString('hex'), restoredAt, reserved: 0, files: [], folder: found?.folder ?? null }
}

/** Takes the next number for good, whatever becomes of its file. */
export async function reserveNumber(office: Office): Promise<{ sent: SentFiles; number: number }> {
  const sent = await sentFiles(office)
  const next = { ...sent, reserved: sent.reserved + 1 }
  await office.settings.set(sentSetting.id, next)
  return { sent: next, number: next.reserved }
}

/** Notes a file that was written whole. */
export async function noteSent(office: Office, file: SentFiles['files'][number]): Promise<void> {
  const sent = await sentFiles(office)
  await office.settings.set(sentSetting.id, { ...sent, folder: file.folder, files: [file, ...sent.files].slice(0, remembered) })
}

export async function takenAnswers(office: Office): Promise<TakenAnswers> {
  return (await office.settings.get(takenSetting.id, takenSetting.schema)) ?? { answers: [], answered: null, numbersFrom: [] }
}
