import type { CourierStatus } from '#shared/contract/courier.ts'
import type { Office } from '../host/office.ts'
import { waitingHeads } from '../sync/batches.ts'
import { countWaiting } from '../sync/count-waiting.ts'
import { countyCourierKeySetting } from './courier-settings.ts'
import { waitingFiles } from './carry-files.ts'
import { findEnrolment, ownFingerprint } from './keys.ts'
import { sentFiles, takenAnswers } from './sent-files.ts'

const shownFiles = 12

/** How the exchange by file stands here. */
export async function courierStatus(office: Office): Promise<CourierStatus> {
  const enrolment = await findEnrolment(office)
  const sent = await sentFiles(office)
  const { answers, answered } = await takenAnswers(office)
  const waitingNumbers = (await waitingHeads(office)).map(({ number }) => number)
  const [newest] = answers
  const files = enrolment ? await waitingFiles(office, enrolment.epoch) : { count: 0, smallBytes: 0, bytes: 0 }
  const isAnswered = (file: { number: number }) => answered?.chain === sent.chain && file.number <= answered.number
  const open = sent.files.filter((file) => !isAnswered(file))
  return {
    enrolled: enrolment !== null,
    ready: (await office.settings.get(countyCourierKeySetting.id, countyCourierKeySetting.schema)) !== null,
    countyName: enrolment?.countyName ?? '',
    waiting: { documents: await countWaiting(office), batches: waitingNumbers.length },
    pictures: { count: files.count, smallBytes: files.smallBytes, bytes: files.bytes },
    exports: sent.files.slice(0, shownFiles).map(({ hash: _hash, through: _through, ...file }) => file),
    imported: newest ? { number: newest.number, at: newest.at, receipts: newest.receipts, changes: newest.changes } : null,
    // What the line has receipted meanwhile needs no answer by stick any more.
    unansweredSince: open.filter((file) => waitingNumbers.some((number) => number <= file.through)).at(-1)?.at ?? null,
    folder: sent.folder,
    fingerprint: await ownFingerprint(office),
  }
}
