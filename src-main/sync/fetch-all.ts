import { fail, ok } from '#shared/kernel/result.ts'
import { PAGE_LIMITS, PROTOCOL_VERSION } from '#shared/sync/protocol.ts'
import { applyChanges } from './apply-changes.ts'
import { asProblem, type Exchange, type Outcome } from './exchange-kit.ts'
import { createParts } from './fetch-parts.ts'
import { countyHeadSetting, progressSetting } from './sync-settings.ts'

/**
 * Fetches everything after the last cursor, page by page; the next page travels while one is written. The cursor is kept
 * after its page, so a kill anywhere means writing one page again.
 */
export async function fetchAll(exchange: Exchange, epoch: string): Promise<Outcome> {
  const { office } = exchange
  const progress = await office.settings.get(progressSetting.id, progressSetting.schema)
  // Another epoch is another history: everything is fetched again; what we have already is recognised by its revision.
  const start = progress && progress.epoch === epoch && progress.unreadable === 0 ? progress.cursor : null
  let unreadable = 0
  let fetched = 0
  const parts = createParts()
  exchange.onPhase('fetching', 0, 0)
  let next = page(exchange, start, true)
  try {
    for (;;) {
      const answer = await next
      if (!answer.ok) return asProblem(answer)
      if (exchange.stopped()) return fail('COUNTY_UNREACHABLE')
      // Put back to an earlier state since the check: what waits is offered again first, or a fetched version would be taken for an edit.
      if (answer.value.epoch !== epoch) return fail('COUNTY_UNREACHABLE')
      const { changes, cursor, more, remaining, head } = answer.value
      if (remaining) parts.expect(remaining)
      if (more) next = page(exchange, cursor, false)
      unreadable += await applyChanges(office, changes)
      fetched += changes.length
      parts.take(changes)
      exchange.onPhase('fetching', fetched, Math.max(parts.total(), fetched), parts.shown())
      await office.settings.set(progressSetting.id, { epoch, cursor, lastSuccessAt: more ? (progress?.lastSuccessAt ?? null) : office.now(), unreadable })
      if (more) continue
      if (head) await office.settings.set(countyHeadSetting.id, head)
      return ok({ unreadable })
    }
  } finally {
    // A page that is still on its way touches nothing, but nothing of an exchange may outlive it.
    await next
  }
}

function page({ county }: Exchange, cursor: string | null, count: boolean) {
  return county.sync.pull({ protocol: PROTOCOL_VERSION, cursor, limit: PAGE_LIMITS.items, count })
}

