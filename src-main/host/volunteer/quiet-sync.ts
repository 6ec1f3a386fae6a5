import type { SyncStatus } from '#shared/contract/sync.ts'
import { fail } from '#shared/kernel/result.ts'
import type { SyncEngine } from '../../sync/engine.ts'
import { noFilePump } from '../../sync/files/file-pump.ts'
import { watchRecords } from '../../sync/review-tally.ts'
import type { Office } from '../office.ts'

/**
 * The sync of a volunteer's desk: it counts and sends nothing. The device's signing key and the batches are the office's;
 * what he writes goes out after the next log-in of staff (adr 0009).
 */
export function createQuietSync(office: Office): SyncEngine {
  const tally = watchRecords(office)

  async function status(): Promise<SyncStatus> {
    const waiting = await office.data.records.find({ selector: { receivedAt: { $eq: null } } }).exec()
    return {
      enrolled: false, countyName: '', address: '', waiting: waiting.length, inReview: await tally.inReview(), returned: (await tally.returned()).length,
      lastSuccessAt: null, phase: 'idle', done: 0, of: 0, parts: [], problem: '', nextTryAt: null, stuckSince: null,
    }
  }

  return {
    status,
    runNow: async () => fail('NOT_ENROLLED'),
    enrol: async () => fail('COUNTY_UNREACHABLE'),
    changeAddress: async () => fail('NOT_ENROLLED'),
    alone: (work) => work(office),
    returnedRecords: () => tally.returned(),
    files: noFilePump,
    start: () => undefined,
    stop: async () => tally.stop(),
  }
}
