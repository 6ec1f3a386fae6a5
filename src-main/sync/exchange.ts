import { syncedCollectionNames } from '#shared/domain/collections.ts'
import { fail, ok, type Result } from '#shared/kernel/result.ts'
import { GENESIS_HASH, PROTOCOL_VERSION } from '#shared/sync/protocol.ts'
import { decideAfterCheck } from '#shared/sync/turn.ts'
import { learnCourierKey } from '../courier/keys.ts'
import { restoredSetting } from '../backup/backup-settings.ts'
import { newestBatch, offerAgainAfter } from './batches.ts'
import { learnBelonging } from './belonging.ts'
import { learnOffices } from './county-offices.ts'
import { compareWithCounty } from './compare.ts'
import { learnCountyTime } from './county-clock.ts'
import type { SyncProblem } from './engine.ts'
import { asProblem, type Exchange, type Outcome } from './exchange-kit.ts'
import { fetchAll } from './fetch-all.ts'
import { fetchNumbers } from './fetch-numbers.ts'
import { fetchPolicy } from './fetch-policy.ts'
import { offerCopies } from './offer-copies.ts'
import { currentMark, removeHandedOver } from './hand-over.ts'
import { keep, regain } from './regain.ts'
import { sendAll } from './send-all.ts'
import { stuckSince } from './standstill.ts'
import { hearRevocation, learnPermit } from './stop.ts'
import { countWaiting } from './count-waiting.ts'
import { learnRecoveryKey } from './recovery-key.ts'
import { countyHeadSetting } from './sync-settings.ts'

/** One whole exchange: check, send what waits, fetch what is new. Each step leaves a state from which the next run goes on. */
export async function runExchange(exchange: Exchange): Promise<Outcome> {
  const { office } = exchange
  const begin = office.log.lastSequence()
  const checked = await check(exchange)
  if (!checked.ok) return checked
  const sent = await sendAll(exchange)
  if (!sent.ok) return sent
  await removeHandedOver(office)
  const fetched = await fetchAll(exchange, checked.value.epoch)
  if (fetched.ok) {
    await fetchPolicy(exchange.office, exchange.county, exchange.enrolment.countyPublicKey)
    await fetchNumbers(exchange.office, exchange.county)
    // What the county has lost is offered to it; it goes with the next exchange, which an edit calls for.
    if (!exchange.stopped() && (await wasQuiet(exchange, begin)) && (await compareWithCounty(exchange))) await exchange.onMended?.()
  }
  return fetched
}

/** Comparing reads everything: it waits for an exchange that had nothing else to do. */
async function wasQuiet({ office }: Exchange, begin: number): Promise<boolean> {
  return (await office.log.changesSince({ after: begin, limit: 1, collections: [...syncedCollectionNames] })).length === 0
}

async function check(exchange: Exchange): Promise<Result<{ epoch: string }, SyncProblem>> {
  const { office, county } = exchange
  exchange.onPhase('checking', 0, 0)
  const newest = await newestBatch(office)
  const restored = await office.settings.get(restoredSetting.id, restoredSetting.schema)
  const head = { number: newest?.number ?? 0, hash: newest?.hash ?? GENESIS_HASH, restored: restored?.settled === false }
  const known = await office.settings.get(countyHeadSetting.id, countyHeadSetting.schema)
  const answer = await county.sync.check({ protocol: PROTOCOL_VERSION, waiting: await countWaiting(office), appVersion: exchange.appVersion, deviceTime: office.now(), stuckSince: await stuckSince(office), head, handOvers: await currentMark(office), ...(known && { known }) })
  if (!answer.ok && answer.error.code === 'DEVICE_REVOKED') await hearRevocation(exchange, exchange.fetch)
  if (!answer.ok) return asProblem(answer)
  await learnCountyTime(office, answer.value.serverTime)
  await learnRecoveryKey(office, exchange.enrolment.countyPublicKey, answer.value.recoveryKey ?? null)
  await learnCourierKey(office, exchange.enrolment.countyPublicKey, answer.value.courierKey)
  await learnPermit(office, exchange.enrolment, answer.value, 'line')
  await learnOffices(office, answer.value.offices)
  await learnBelonging(office, answer.value)
  const next = decideAfterCheck({ newest: head.number, restored: head.restored }, answer.value)
  // The county knows batches that this database does not, and it did not come out of a backup: a copy has been at work.
  if (next === 'stop') return fail('BATCH_FORK', { number: answer.value.lastNumber })
  if (restored?.settled === false) {
    if (restored.before === null && answer.value.before) await keep(office, { before: answer.value.before })
    if (next === 'regain') {
      const back = await regain(exchange, { restored, through: answer.value.lastNumber })
      if (!back.ok) return back
    }
    await keep(office, { settled: true })
  }
  // The county lacks batches whose receipts we hold: it was restored from an older backup. They are offered again.
  await offerAgainAfter(office, answer.value.lastNumber)
  await offerCopies(office, { epoch: answer.value.epoch, restoredTo: answer.value.restoredTo ?? null })
  return ok({ epoch: answer.value.epoch })
}
