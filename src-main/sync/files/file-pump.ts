import type { FileTraffic } from '#shared/contract/sync-files.ts'
import { fail, ok, type Result, say } from '#shared/kernel/result.ts'
import type { Office } from '../../host/office.ts'
import type { StoredFile } from '../../store/documents.ts'
import type { CountyClient } from '../county-client.ts'
import { progressSetting } from '../sync-settings.ts'
import { type Fetched, type FetchProblem, fetchSmallPictures, fetchWhole } from './fetch-files.ts'
import { fileBookSetting, type FilePace, filePaceSetting, readBook, readPace } from './file-book.ts'
import type { FileProblem, FileWork } from './file-work.ts'
import { lookForFiles } from './look-for-files.ts'
import { sendFiles } from './send-files.ts'

/** Photos and scans between this device and the county, beside the records and never in their way. */
export type FilePump = {
  status(): Promise<FileTraffic>
  /** One round: looks what is to be done, sends, fetches small pictures. Calls while one runs share it. */
  round(): Promise<Result<null, FileProblem>>
  setPace(pace: FilePace): Promise<void>
  /** Fetches a file's bytes from the county and keeps them. */
  fetch(file: StoredFile): Promise<Result<null, FetchProblem>>
  /** The files kept here that the county has not whole yet. */
  openIds(): Promise<ReadonlySet<string>>
  /** Ends at the next piece. */
  stop(): Promise<void>
}

export type FilePumpOptions = { office: Office; /** The county by line; null when there is none. */ connect(signal: AbortSignal): Promise<CountyClient | null> }

/** The pump of one opened office. Nothing runs by itself: the sync calls a round after each exchange. */
export function createFilePump({ office, connect }: FilePumpOptions): FilePump {
  const abort = new AbortController()
  const fetched: Fetched = new Map()
  const live = { running: false, sentBytes: 0, unreadable: 0, problem: '' }
  let toldAt = 0
  let running: Promise<Result<null, FileProblem>> | null = null
  const fetching = new Map<string, Promise<Result<null, FetchProblem>>>()

  async function workAtLine(): Promise<FileWork | null> {
    const county = await connect(abort.signal)
    const tell: FileWork['tell'] = ({ bytes }) => {
      live.sentBytes += bytes
      // On a good line pieces come by the dozen, and every page asks anew when it hears.
      if (performance.now() - toldAt < 500) return
      toldAt = performance.now()
      office.emit('sync.changed', {})
    }
    return county && { office, county, signal: abort.signal, tell }
  }

  async function once(): Promise<Result<null, FileProblem>> {
    const progress = await office.settings.get(progressSetting.id, progressSetting.schema)
    const work = await workAtLine()
    if (!work || !progress) return fail('NOT_ENROLLED')
    const book = await lookForFiles(office, await readBook(office, progress.epoch))
    if ((await readPace(office)).paused || (book.open.length === 0 && book.wanted.length === 0)) return ok(null)
    live.running = true
    live.sentBytes = 0
    const sent = await sendFiles(work, book)
    live.unreadable = sent.unreadable
    if (!sent.outcome.ok || abort.signal.aborted) return sent.outcome
    return (await fetchSmallPictures(work, sent.book, fetched)).outcome
  }

  async function fetchOnce(file: StoredFile): Promise<Result<null, FetchProblem>> {
    const work = await workAtLine()
    return work ? fetchWhole(work, file, fetched) : fail('NOT_ENROLLED')
  }

  return {
    async status() {
      const book = await office.settings.get(fileBookSetting.id, fileBookSetting.schema)
      const open = book?.open ?? []
      return { waiting: open.length, bytes: open.reduce((sum, { size }) => sum + size, 0), ...live, ...(await readPace(office)) }
    },
    round() {
      if (abort.signal.aborted) return Promise.resolve(fail('COUNTY_UNREACHABLE'))
      running ??= once()
        .then((outcome) => {
          live.problem = outcome.ok || outcome.error.code === 'NOT_ENROLLED' || abort.signal.aborted ? '' : say(outcome.error)
          return outcome
        })
        .finally(() => {
          running = null
          if (live.running) office.emit('sync.changed', {})
          live.running = false
        })
      return running
    },
    async setPace(pace) {
      await office.settings.set(filePaceSetting.id, pace)
      office.emit('sync.changed', {})
    },
    fetch(file) {
      const before = fetching.get(file.id)
      const mine = before ?? fetchOnce(file).finally(() => fetching.delete(file.id))
      fetching.set(file.id, mine)
      return mine
    },
    openIds: async () => new Set((await office.settings.get(fileBookSetting.id, fileBookSetting.schema))?.open.map(({ id }) => id) ?? []),
    async stop() {
      abort.abort()
      await running?.catch(() => undefined)
      await Promise.all([...fetching.values()].map((one) => one.catch(() => undefined)))
    },
  }
}

/** Where there is no line at all: a volunteer's desk. */
export const noFilePump: FilePump = {
  status: async () => ({ waiting: 0, bytes: 0, running: false, sentBytes: 0, unreadable: 0, problem: '', kilobytesPerSecond: null, paused: false }),
  round: async () => fail('NOT_ENROLLED'),
  setPace: async () => undefined,
  fetch: async () => fail('NOT_ENROLLED'),
  openIds: async () => new Set(),
  stop: async () => undefined,
}
