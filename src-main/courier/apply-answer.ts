import { fail, ok, type Result } from '#shared/kernel/result.ts'
import type { AnswerEntry, Standing } from '#shared/sync/courier/contents.ts'
import type { CourierOutcome } from '#shared/sync/courier/outcome.ts'
import type { Signed } from '#shared/sync/protocol.ts'
import { restoredSetting } from '../backup/backup-settings.ts'
import type { Office } from '../host/office.ts'
import { withNumbers } from '../services/form/numbers.ts'
import { applyChanges } from '../sync/apply-changes.ts'
import { applyReceipt, checkReceipt } from '../sync/apply-receipt.ts'
import { batchId, newestBatch, offerAgainAfter, waitingBatches } from '../sync/batches.ts'
import { learnBelonging } from '../sync/belonging.ts'
import { fetchPolicy } from '../sync/fetch-policy.ts'
import { removeHandedOver } from '../sync/hand-over.ts'
import { learnOffices } from '../sync/county-offices.ts'
import { learnRecoveryKey } from '../sync/recovery-key.ts'
import { keep, regain } from '../sync/regain.ts'
import { learnPermit } from '../sync/stop.ts'
import { countyHeadSetting, type DeviceKey, progressSetting, type StoredEnrolment } from '../sync/sync-settings.ts'
import { APP_VERSION } from '../host/app-version.ts'
import { applyStandings, takeSmall } from './carry-files.ts'
import { countyFromFile } from './county-from-file.ts'
import { remembered, takenSetting } from './courier-settings.ts'
import { learnCourierKey } from './keys.ts'
import { takenAnswers } from './sent-files.ts'

export type ApplyProblem = 'RECEIPT_INVALID' | 'BACKUP_BEHIND' | 'COURIER_DAMAGED'
export type Answer = { enrolment: StoredEnrolment; key: DeviceKey; entries(): AsyncIterable<AnswerEntry>; /** Older than one that was taken: it may add, never set back. */ isLate: boolean; hash: string }
type Applied = Pick<CourierOutcome, 'receipts' | 'changes' | 'more' | 'stopped'>

/**
 * Applies an answer with the very steps of an exchange by line, in its order. Each step may run again after a kill. Where
 * it ends early, `stopped` says why; what stands before it was taken and is whole.
 */
export async function applyAnswer(office: Office, answer: Answer): Promise<Result<Applied, ApplyProblem>> {
  const { standing, receipts, sent } = await gather(answer)
  if (!standing) return fail('COURIER_DAMAGED')
  const { countyPublicKey } = answer.enrolment
  await learnRecoveryKey(office, countyPublicKey, standing.check.recoveryKey ?? null)
  await learnCourierKey(office, countyPublicKey, standing.check.courierKey)
  await learnPermit(office, answer.enrolment, standing.check, 'stick')
  await learnOffices(office, standing.check.offices)
  const settled = answer.isLate ? ok(null) : await settle(office, answer, { standing, sent })
  if (!settled.ok) {
    const { code } = settled.error
    if (code === 'COURIER_DAMAGED') return fail(code)
    if (code === 'BACKUP_BEHIND') return fail(code, settled.error.params)
    const { number } = settled.error.params
    return ok({ receipts: 0, changes: 0, more: false, stopped: { at: number, code, params: { number } } })
  }
  // An older answer's word on who belongs where has been overtaken.
  if (!answer.isLate) await learnBelonging(office, standing.check)
  const receipted = await applyReceipts(office, receipts, countyPublicKey)
  if (!receipted.ok) return receipted
  if (!answer.isLate) await removeHandedOver(office)
  return ok({ receipts: receipted.value, ...(await applyRest(office, answer, standing)), stopped: null })
}

type Sent = { number: number; batch: Signed; receipt: Signed }

async function gather({ entries }: Answer): Promise<{ standing: Standing | null; receipts: Map<number, Signed>; sent: Sent[] }> {
  let standing: Standing | null = null
  const receipts = new Map<number, Signed>()
  const sent: Sent[] = []
  for await (const entry of entries()) {
    if (entry.kind === 'standing') standing ??= entry
    else if (entry.kind === 'receipt') receipts.set(entry.number, entry.receipt)
    else if (entry.kind === 'sent') sent.push(entry)
  }
  return { standing, receipts, sent }
}

/** Whether this device and the county tell the same story; a restored one first gets back what it had sent (S28 to S33). */
async function settle(office: Office, { enrolment, key, entries }: Answer, { standing: { check }, sent }: { standing: Standing; sent: Sent[] }): Promise<Result<null, 'BATCH_FORK' | 'BACKUP_BEHIND' | 'COURIER_DAMAGED'>> {
  const newest = (await newestBatch(office))?.number ?? 0
  const restored = await office.settings.get(restoredSetting.id, restoredSetting.schema)
  if (restored?.settled === false) {
    if (restored.before === null && check.before) await keep(office, { before: check.before })
    if (check.lastNumber > newest) {
      const county = countyFromFile(entries, sent)
      const back = await regain({ office, county, enrolment, key, appVersion: APP_VERSION, onPhase: () => undefined, fetch, stopped: () => false }, { restored, through: check.lastNumber })
      if (!back.ok) return back.error.code === 'BACKUP_BEHIND' ? fail('BACKUP_BEHIND', back.error.params) : fail('COURIER_DAMAGED')
    }
    await keep(office, { settled: true })
  } else if (check.lastNumber > newest) return fail('BATCH_FORK', { number: check.lastNumber })
  await offerLost(office, check)
  return ok(null)
}

/** Batches that the county had receipted before it wrote this answer, and does not have: it was restored. They are offered again. */
async function offerLost(office: Office, { lastNumber, serverTime }: Standing['check']): Promise<void> {
  const receipted = await office.data.batches.find({ selector: { id: { $gt: batchId(lastNumber) }, state: { $eq: 'receipted' } } }).exec()
  if (receipted.some(({ receipt }) => receipt && receipt.receivedAt < serverTime)) await offerAgainAfter(office, lastNumber)
}

/** In the order of the batches; where one has no receipt yet, those after it wait as well. */
async function applyReceipts(office: Office, receipts: ReadonlyMap<number, Signed>, countyPublicKey: string): Promise<Result<number, 'RECEIPT_INVALID'>> {
  let count = 0
  for (const batch of await waitingBatches(office)) {
    const signed = receipts.get(batch.number)
    if (!signed) break
    const body = checkReceipt(batch, signed, countyPublicKey)
    if (!body) return fail('RECEIPT_INVALID')
    await applyReceipt(office, batch, { signed, body })
    count++
  }
  return ok(count)
}

async function applyRest(office: Office, { enrolment, entries, isLate, hash }: Answer, standing: Standing): Promise<{ changes: number; more: boolean }> {
  const before = await office.settings.get(progressSetting.id, progressSetting.schema)
  const { epoch } = standing.check
  // The cursor moves only from where these pages begin; elsewhere they add what they hold and skip nothing.
  const isNextPage = !before || before.cursor === standing.from || before.unreadable > 0 || before.epoch !== epoch
  let changes = 0
  let unreadable = 0
  let more = false
  for await (const entry of entries()) {
    if (entry.kind === 'page') {
      unreadable += await applyChanges(office, entry.page.changes)
      changes += entry.page.changes.length
      more = entry.page.more
      if (isNextPage && !isLate) await office.settings.set(progressSetting.id, { ...before, epoch, cursor: entry.page.cursor, lastSuccessAt: office.now(), unreadable })
      // Shown again with the next file, as on the line.
      if (isNextPage && !isLate && entry.page.head) await office.settings.set(countyHeadSetting.id, entry.page.head)
    }
    if (entry.kind === 'numbers') await takeNumbers(office, entry.numbers, hash)
    // An older word on files could only send what is there once more.
    if (entry.kind === 'files' && !isLate) await applyStandings(office, entry.standings)
    if (entry.kind === 'small') await takeSmall(office, entry)
  }
  if (!isLate) await fetchPolicy(office, countyFromFile(entries, []), enrolment.countyPublicKey)
  return { changes, more }
}

/** Noted before they are ours: a kill between costs a gap in the numbers, never a number given twice. */
async function takeNumbers(office: Office, { blocks }: Extract<AnswerEntry, { kind: 'numbers' }>['numbers'], hash: string): Promise<void> {
  const taken = await takenAnswers(office)
  if (taken.numbersFrom.includes(hash)) return
  await office.settings.set(takenSetting.id, { ...taken, numbersFrom: [hash, ...taken.numbersFrom].slice(0, remembered) })
  await withNumbers(office, (known) => ({ blocks: [...known, ...blocks], value: null }))
}
