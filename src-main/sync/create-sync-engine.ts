import { randomBytes } from 'node:crypto'
import { fail, ok, type Result, say } from '#shared/kernel/result.ts'
import { toMilliseconds } from '#shared/kernel/time.ts'
import type { SyncPhase, SyncStatus } from '#shared/contract/sync.ts'
import { lineErrors } from '#shared/contract/line.ts'
import { type Spoken, spokenHere } from '#shared/sync/versions.ts'
import type { Office } from '../host/office.ts'
import { serially } from '../services/serially.ts'
import { createCountyClient } from './county-client.ts'
import { learnCountyTime } from './county-clock.ts'
import type { EnrolProblem, SyncEngine, SyncProblem } from './engine.ts'
import { changeAddress, enrolAtCounty } from './enrol.ts'
import { runExchange } from './exchange.ts'
import { createFilePump } from './files/file-pump.ts'
import { watchRecords } from './review-tally.ts'
import { noteFailure } from './failures.ts'
import { createSchedule } from './schedule.ts'
import { lookAtQueue } from './standstill.ts'
import { watchStall } from './stall.ts'
import { type Live, readStatus } from './status.ts'
import { countyClockSetting, type DeviceKey, deviceKeySetting, enrolmentSetting } from './sync-settings.ts'

export type SyncEngineOptions = { office: Office; appVersion: string; fetch: typeof fetch; /** Protocol versions; tests let other versions meet. */ spoken?: Spoken; /** Puts into the audit chain what the sync does of itself. */ note?: (operation: 'sync.stuck' | 'sync.mended') => Promise<void> }

/** The pump of one opened office. Nothing runs by itself until `start()`. */
export function createSyncEngine({ office, appVersion, fetch, spoken = spokenHere, note }: SyncEngineOptions): SyncEngine {
  const tally = watchRecords(office)
  const live: Omit<Live, 'nextTryAt'> = { phase: 'idle', done: 0, of: 0, parts: [], problem: '' }
  let running: Promise<Result<SyncStatus, SyncProblem>> | null = null
  let stopped = false
  let stall: ReturnType<typeof watchStall> | null = null
  const abort = new AbortController()
  const schedule = createSchedule(office, async () => (await engine.runNow()).ok)

  function show(phase: SyncPhase, done = 0, of = 0, parts: Live['parts'] = []): void {
    Object.assign(live, { phase, done, of, parts })
    stall?.moved()
    office.emit('sync.changed', {})
  }

  async function status(): Promise<SyncStatus> {
    return readStatus(office, tally, { ...live, nextTryAt: schedule.nextAt() })
  }

  const countyAt = (address: string, { privateKey }: DeviceKey, { offset, signal }: { offset: () => number; signal: AbortSignal }) =>
    createCountyClient({
      address, deviceId: office.deviceId, privateKey, fetch, signal, spoken,
      now: () => toMilliseconds(office.now()) + offset() * 1000,
      newNonce: () => randomBytes(16).toString('hex'),
    })

  const files = createFilePump({
    office,
    connect: async (signal) => {
      const enrolment = await office.settings.get(enrolmentSetting.id, enrolmentSetting.schema)
      const key = await office.settings.get(deviceKeySetting.id, deviceKeySetting.schema)
      const { offsetSeconds = 0 } = (await office.settings.get(countyClockSetting.id, countyClockSetting.schema)) ?? {}
      return enrolment && enrolment.address !== '' && key ? countyAt(enrolment.address, key, { offset: () => offsetSeconds, signal }) : null
    },
  })

  async function exchangeOnce(): Promise<Result<SyncStatus, SyncProblem>> {
    const enrolment = await office.settings.get(enrolmentSetting.id, enrolmentSetting.schema)
    const key = await office.settings.get(deviceKeySetting.id, deviceKeySetting.schema)
    if (!enrolment || !key) return fail('NOT_ENROLLED')
    show('connecting')
    let offset = (await office.settings.get(countyClockSetting.id, countyClockSetting.schema))?.offsetSeconds ?? 0
    const county = countyAt(enrolment.address, key, { offset: () => offset, signal: abort.signal })
    const run = () => runExchange({ office, county, enrolment, key, appVersion, fetch, onPhase: show, onMended: async () => note?.('sync.mended'), stopped: () => stopped })
    let outcome = await run()
    if (!outcome.ok && outcome.error.code === 'CLOCK_SKEW') {
      // The county refused our time and told its own: its time is used from now on, and the desk warns of the clock.
      offset = await learnCountyTime(office, outcome.error.params.serverTime)
      outcome = await run()
    }
    // Past the check the county has answered, whatever the line did afterwards.
    const reached = outcome.ok || live.phase === 'sending' || live.phase === 'fetching' || !isLineError(outcome.error.code)
    if (await lookAtQueue(office, reached)) await note?.('sync.stuck')
    if (!outcome.ok) await noteFailure(office, outcome.error.code)
    live.problem = outcome.ok ? unreadableSentence(outcome.value.unreadable) : say(outcome.error)
    return outcome.ok ? ok(await status()) : outcome
  }

  async function watched(): Promise<Result<SyncStatus, SyncProblem>> {
    stall = watchStall((problem) => {
      live.problem = problem
      office.emit('sync.changed', {})
    })
    return exchangeOnce().finally(() => {
      stall?.stop()
      stall = null
    })
  }

  /** After the records, beside them: whoever waits for the records does not wait for a photo. */
  function thenFiles<T extends { ok: boolean }>(outcome: T): T {
    if (outcome.ok && !stopped) void files.round().catch(() => undefined)
    return outcome
  }

  async function runNow(): Promise<Result<SyncStatus, SyncProblem>> {
    if (stopped) return fail('COUNTY_UNREACHABLE')
    // An exchange file that is being written or read has its turn first: both build batches and apply receipts.
    running ??= serially(office, 'exchange', watched).then(thenFiles).finally(() => {
      running = null
      show('idle')
    })
    return running
  }

  async function enrol(address: string, code: string): Promise<Result<SyncStatus, EnrolProblem>> {
    const enrolled = await enrolAtCounty({ office, fetch, address, code })
    if (!enrolled.ok) return enrolled
    await learnCountyTime(office, enrolled.value.serverTime)
    office.emit('sync.changed', {})
    schedule.soon()
    return ok(await status())
  }

  const engine: SyncEngine = {
    status,
    runNow,
    enrol,
    changeAddress: async (address) => {
      const moved = await changeAddress({ office, fetch, address, appVersion })
      if (!moved.ok) return moved
      schedule.soon()
      return ok(await status())
    },
    alone: (work) => serially(office, 'exchange', () => work(office)),
    returnedRecords: () => tally.returned(),
    files,
    start: () => schedule.start(),
    stop: async () => {
      stopped = true
      schedule.stop()
      abort.abort()
      await running?.catch(() => undefined)
      await files.stop()
      tally.stop()
    },
  }
  return engine
}

function isLineError(code: string): boolean {
  return lineErrors.some((one) => one === code)
}

function unreadableSentence(count: number): string {
  return count > 0 ? `县局有 ${count} 项内容要新版本程序才能显示，请升级程序；其余已经同步。` : ''
}
