import { randomInt } from 'node:crypto'
import type { Subscription } from 'rxjs'
import { toInstant, toMilliseconds, type Instant } from '#shared/kernel/time.ts'
import type { Office } from '../host/office.ts'
import { enrolmentSetting } from './sync-settings.ts'

const afterEdit = 2_000
const regular = 60_000
const firstRetry = 5_000
const longestRetry = 300_000

/** No two of three hundred devices come in the same moment again and again: a quarter more or less, by chance. */
export function spread(delay: number, chance: () => number = () => randomInt(1000) / 1000): number {
  return Math.round(delay * (0.75 + chance() / 2))
}

export type Schedule = { start(): void; stop(): void; soon(): void; nextAt(): Instant | null }

/** Runs `run` soon after an edit, regularly otherwise, and ever more rarely while it fails. `run` answers whether it went well. */
export function createSchedule(office: Office, run: () => Promise<boolean>): Schedule {
  let timer: NodeJS.Timeout | null = null
  let dueAt: number | null = null
  let retry = firstRetry
  let failing = false
  let started = false
  let subscriptions: Subscription[] = []

  function arm(delay: number): void {
    if (!started) return
    const at = toMilliseconds(office.now()) + delay
    if (timer && dueAt !== null && dueAt <= at) return
    if (timer) clearTimeout(timer)
    dueAt = at
    timer = setTimeout(() => void fire(), delay)
    timer.unref()
  }

  async function fire(): Promise<void> {
    timer = null
    dueAt = null
    const enrolment = await office.settings.get(enrolmentSetting.id, enrolmentSetting.schema)
    // Let in by file and never told an address: there is no line to try.
    if (!enrolment || enrolment.address === '') return
    failing = !(await run())
    retry = failing ? Math.min(retry * 2, longestRetry) : firstRetry
    arm(spread(failing ? retry : regular))
  }

  return {
    start() {
      started = true
      // Only an officer's edit waits; our own writes carry the county's time. While the line is down, back-off rules.
      const look = (event: { documentData: { receivedAt: unknown } }) => {
        if (event.documentData.receivedAt === null && !failing) arm(afterEdit)
      }
      const { subjects, people, groups, records, procedures } = office.data
      subscriptions = [subjects.$.subscribe(look), people.$.subscribe(look), groups.$.subscribe(look), records.$.subscribe(look), procedures.$.subscribe(look)]
      arm(afterEdit)
    },
    stop() {
      started = false
      if (timer) clearTimeout(timer)
      timer = null
      for (const subscription of subscriptions) subscription.unsubscribe()
      subscriptions = []
    },
    soon() {
      failing = false
      arm(0)
    },
    nextAt: () => (dueAt === null ? null : toInstant(dueAt)),
  }
}
