import type { Result } from '#shared/kernel/result.ts'
import type { FilePart, FileStanding } from '#shared/sync/files.ts'
import { MOST_FILES, restAfter } from '#shared/sync/files.ts'
import { PROTOCOL_VERSION } from '#shared/sync/protocol.ts'
import { setTimeout as rest } from 'node:timers/promises'
import type { Office } from '../../host/office.ts'
import type { CountyClient } from '../county-client.ts'
import { lineErrors } from '#shared/contract/line.ts'
import { fail, ok } from '#shared/kernel/result.ts'
import { readPace } from './file-book.ts'

export type FileProblem = (typeof lineErrors)[number] | 'NOT_ENROLLED' | 'FILE_QUOTA' | 'FILE_COUNTY_FULL' | 'DEVICE_REVOKED' | 'DEVICE_UNKNOWN' | 'CLOCK_SKEW' | 'PROTOCOL_TOO_OLD' | 'PROTOCOL_TOO_NEW'

/** What a round of files works with. */
export type FileWork = {
  office: Office
  county: CountyClient
  signal: AbortSignal
  /** Something has moved: a file more is there, or so many bytes of one. */
  tell(moved: { fileId: string; part: FilePart; bytes: number }): void
}

const codes: ReadonlySet<string> = new Set<FileProblem>([...lineErrors, 'NOT_ENROLLED', 'FILE_QUOTA', 'FILE_COUNTY_FULL', 'DEVICE_REVOKED', 'DEVICE_UNKNOWN', 'CLOCK_SKEW', 'PROTOCOL_TOO_OLD', 'PROTOCOL_TOO_NEW'])
const isProblem = (error: { code: string }): error is Extract<Result<never, FileProblem>, { ok: false }>['error'] => codes.has(error.code)

/** What a refusal means for all further files; what this list does not know is a county that cannot serve now. */
export function asFileProblem({ error }: { error: { code: string } }): Extract<Result<never, FileProblem>, { ok: false }> {
  // The county's disk, not this PC's: the words would send somebody to clean the wrong one.
  if (error.code === 'DISK_FULL' || error.code === 'DISK_READ_ONLY') return fail('FILE_COUNTY_FULL')
  return isProblem(error) ? { ok: false, error } : fail('COUNTY_FAULTY')
}

/** How the county stands with these files, in as many questions as it takes. */
export async function askStandings({ county }: Pick<FileWork, 'county'>, fileIds: readonly FileStanding['fileId'][]): Promise<Result<Map<string, FileStanding>, FileProblem>> {
  const found = new Map<string, FileStanding>()
  for (let at = 0; at < fileIds.length; at += MOST_FILES) {
    const answer = await county.file.standing({ protocol: PROTOCOL_VERSION, fileIds: fileIds.slice(at, at + MOST_FILES) })
    if (!answer.ok) return asFileProblem(answer)
    for (const one of answer.value.files) found.set(one.fileId, one)
  }
  return ok(found)
}

/** Rests as long as the pace asks for after each piece. The pace is read each time: who changes it need not wait. */
export function createPacer(office: Office, signal: AbortSignal): { sent(bytes: number): Promise<void>; paused(): Promise<boolean> } {
  const since = { at: performance.now(), bytes: 0, kilobytes: Number.NaN }
  return {
    async sent(bytes) {
      const { kilobytesPerSecond } = await readPace(office)
      const kilobytes = kilobytesPerSecond ?? 0
      if (kilobytes !== since.kilobytes) Object.assign(since, { at: performance.now(), bytes: 0, kilobytes })
      since.bytes += bytes
      const pause = restAfter({ sent: since.bytes, elapsed: performance.now() - since.at, kilobytes: kilobytesPerSecond })
      if (pause > 0) await rest(pause, undefined, { signal }).catch(() => undefined)
    },
    paused: async () => signal.aborted || (await readPace(office)).paused,
  }
}
