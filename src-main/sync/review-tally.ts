import { z } from 'zod'
import { type CorrectionRecord, recordStateOf } from '#shared/domain/record.ts'
import { CorrectionRecord as RecordSchema } from '#shared/domain/record.ts'
import type { Office } from '../host/office.ts'

export type ReviewTally = { ready: Promise<void>; inReview(): number; returned(): CorrectionRecord[]; stop(): Promise<void> }

/**
 * Counts records in review and keeps those that the county returned and nobody has corrected yet. Read once after unlock,
 * in pages that let other work pass, then kept by the collection's own events.
 */
export function watchRecords(office: Office): ReviewTally {
  const inReview = new Set<string>()
  const returned = new Map<string, CorrectionRecord>()
  const corrected = new Set<string>()
  let stopped = false

  function look(record: CorrectionRecord): void {
    if (record.corrects) corrected.add(record.corrects.recordId)
    const state = recordStateOf(record)
    if (state === 'inReview') inReview.add(record.id)
    else inReview.delete(record.id)
    if (record.review?.state === 'RETURNED') returned.set(record.id, record)
    else returned.delete(record.id)
  }

  const subscription = office.data.records.$.subscribe((event) => {
    if (isSettled(event.documentData)) {
      inReview.delete(event.documentId)
      returned.delete(event.documentId)
      return
    }
    const parsed = RecordSchema.safeParse(plain(event.documentData))
    if (parsed.success) look(parsed.data)
  })

  async function readAll(): Promise<void> {
    for (let after = 0; !stopped; ) {
      const page = await office.log.changesSince({ after, limit: 250, collections: ['records'] })
      if (page.length === 0) return
      for (const change of page) {
        // Checking a whole record costs ten times its reading; of those that are settled, which are nearly all, nothing is counted.
        if (change.deleted || isSettled(change.document)) continue
        const parsed = RecordSchema.safeParse(plain(change.document))
        if (parsed.success) look(parsed.data)
      }
      after = page.at(-1)?.sequence ?? after
      // A timer, not the next turn: whoever waits for a page of the desk goes first.
      await new Promise((resume) => setTimeout(resume, 2))
    }
  }
  const ready = readAll()

  return {
    ready,
    inReview: () => inReview.size,
    returned: () => [...returned.values()].filter((record) => !corrected.has(record.id)),
    stop: async () => {
      stopped = true
      subscription.unsubscribe()
      await ready.catch(() => undefined)
    },
  }
}

const Settled = z.looseObject({ receivedAt: z.string(), refused: z.null(), corrects: z.null(), review: z.looseObject({ state: z.literal('APPROVED') }) })

/** Received, approved, and no correction of another: it is in no count here. */
function isSettled(document: unknown): boolean {
  return Settled.safeParse(document).success
}

function plain(document: unknown): Record<string, unknown> {
  return typeof document === 'object' && document ? Object.fromEntries(Object.entries(document).filter(([field]) => !field.startsWith('_'))) : {}
}
