import { fail, ok, type Result } from '#shared/kernel/result.ts'
import { PROTOCOL_VERSION } from '#shared/sync/protocol.ts'
import type { StoredBatch } from '../store/documents.ts'
import { applyReceipt, checkReceipt } from './apply-receipt.ts'
import { waitingBatches } from './batches.ts'
import { makeBatches } from './collect-batch.ts'
import type { SyncProblem } from './engine.ts'
import { asProblem, type Exchange } from './exchange-kit.ts'
import { countWaiting } from './count-waiting.ts'

/**
 * Sends every batch that waits, then what waits and is in none yet, one after the other. While the county works on one,
 * the receipt of the one before is applied and the next one is built.
 */
export async function sendAll(exchange: Exchange): Promise<Result<null, SyncProblem>> {
  const { office } = exchange
  const of = await countWaiting(office)
  let done = 0
  let applying: Promise<void> = Promise.resolve()
  const batches = oneAhead(allWaiting(exchange))
  try {
    for await (const batch of batches) {
      if (exchange.stopped()) return fail('COUNTY_UNREACHABLE')
      exchange.onPhase('sending', done, Math.max(of, done))
      const pushed = await push(exchange, batch)
      await applying
      if (!pushed.ok) return pushed
      applying = applyReceipt(office, batch, pushed.value)
      // Awaited one batch later; a failure in between is not an unhandled one.
      applying.catch(() => undefined)
      done += batch.items.length
    }
    return ok(null)
  } finally {
    await applying
  }
}

async function push({ county, enrolment }: Exchange, batch: StoredBatch) {
  const { body, hash, signature, receipt } = batch
  // A batch that had its receipt once was lost by the county: what was decided then goes along.
  const former = receipt ? { receipt: { body: receipt.body, hash: receipt.hash, signature: receipt.signature } } : {}
  const answer = await county.sync.push({ protocol: PROTOCOL_VERSION, batch: { body, hash, signature }, ...former })
  if (!answer.ok) return asProblem(answer)
  const said = checkReceipt(batch, answer.value, enrolment.countyPublicKey)
  return said ? ok({ signed: answer.value, body: said }) : fail('RECEIPT_INVALID')
}

async function* allWaiting({ office, enrolment, key, county }: Exchange): AsyncGenerator<StoredBatch, void, void> {
  yield* await waitingBatches(office)
  yield* makeBatches(office, { enrolment, key, protocol: county.speech.version })
}

/** The same values; the next one is being made while one is worked on. Nothing is still being made when it ends. */
async function* oneAhead<T>(source: AsyncGenerator<T, void, void>): AsyncGenerator<T, void, void> {
  let next = source.next()
  try {
    for (;;) {
      const { value, done } = await next
      if (done) return
      next = source.next()
      next.catch(() => undefined)
      yield value
    }
  } finally {
    await next.catch(() => undefined)
    await source.return()
  }
}
