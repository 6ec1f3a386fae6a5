import type { SyncStatus, enrolment, sync } from '#shared/contract/sync.ts'
import type { CorrectionRecord } from '#shared/domain/record.ts'
import type { Result } from '#shared/kernel/result.ts'
import type { Office } from '../host/office.ts'
import type { FilePump } from './files/file-pump.ts'

export type SyncProblem = (typeof sync.now.errors)[number]
export type MoveProblem = (typeof enrolment.changeAddress.errors)[number]
export type EnrolProblem = (typeof enrolment.enrol.errors)[number]

/** The pump of one opened office: batches, sends, fetches, backs off. Lives between unlock and lock. */
export type SyncEngine = {
  status(): Promise<SyncStatus>
  /** One whole exchange; calls while one runs share it. */
  runNow(): Promise<Result<SyncStatus, SyncProblem>>
  enrol(address: string, code: string): Promise<Result<SyncStatus, EnrolProblem>>
  changeAddress(address: string): Promise<Result<SyncStatus, MoveProblem>>
  /** Runs `work` on the whole office, as the sync sees it, while no exchange runs and none begins. */
  alone<T>(work: (office: Office) => Promise<T>): Promise<T>
  /** Records that the county's officer returned and nobody has corrected yet. */
  returnedRecords(): Promise<CorrectionRecord[]>
  /** Photos and scans, beside the records. */
  readonly files: FilePump
  /** Begins to run by itself whenever the county can be reached. */
  start(): void
  /** Ends the running exchange at its next safe point; resolves when nothing touches the store any more. */
  stop(): Promise<void>
}
