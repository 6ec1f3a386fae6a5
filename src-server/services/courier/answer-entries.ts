import type { AnswerEntry, DeviceState } from '#shared/sync/courier/contents.ts'
import type { z } from 'zod'
import { toInstant } from '#shared/kernel/time.ts'
import { PROTOCOL_VERSION } from '#shared/sync/protocol.ts'
import type { County } from '../../county.ts'
import type { DeviceRow } from '../../db/devices.ts'
import { selectSent } from '../../db/ledger.ts'
import { fileAnswers } from './file-entries.ts'
import { deviceHandlers } from '../device-handlers.ts'

type Entry = z.input<typeof AnswerEntry>
/** Whole only after the last entry. */
type Counted = { receipts: number; changes: number }
type Asking = { county: County; device: DeviceRow; state: DeviceState }

const protocol = PROTOCOL_VERSION
const pageItems = 500
/** One answer carries this much at most; the rest comes with the next one. */
const mostChanges = 200_000

/** Asks the county what the device would have asked on the line, in its words, and gives the answers as a file's entries. */
export async function answerEntries(county: County, device: DeviceRow, state: DeviceState): Promise<{ epoch: string; counted: Counted; entries: AsyncGenerator<Entry> }> {
  const { sync } = deviceHandlers(county)
  const checked = await sync.check(asDevice(device), { ...state.check, head: undefined, protocol, waiting: device.waiting, deviceTime: toInstant(county.now()) })
  if (!checked.ok) throw new Error(`an answer could not be made: ${checked.error.code}`)
  const counted = { receipts: 0, changes: 0 }
  const asking = { county, device, state }
  const check = checked.value
  async function* entries(): AsyncGenerator<Entry> {
    yield { kind: 'standing', protocol, check, from: state.cursor }
    // A stopped device learns that it is, and nothing else any more.
    if (device.revoked_at) return
    yield* receipts(asking, counted)
    yield* pages(asking, counted)
    yield* rest(asking)
    yield* fileAnswers(county, device, state)
  }
  return { epoch: checked.value.epoch, counted, entries: entries() }
}

const asDevice = (device: DeviceRow) => ({ caller: { role: 'device', device }, reach: 'office' }) as const

/** Receipts from the first batch that has none there; to a restored device whole batches after its newest. */
async function* receipts({ county, device, state }: Asking, counted: Counted): AsyncGenerator<Entry> {
  const { head } = state.check
  for (let number = state.receiptsFrom; ; ) {
    const sent = await selectSent(county.db, device.id, { number: number - 1, limit: 8 })
    if (sent.length === 0) return
    for (const { batch, receipt } of sent) {
      yield head.restored && number > head.number ? { kind: 'sent', number, batch, receipt } : { kind: 'receipt', number, receipt }
      counted.receipts++
      number++
    }
  }
}

async function* pages({ county, device, state }: Asking, counted: Counted): AsyncGenerator<Entry> {
  const { sync } = deviceHandlers(county)
  for (let cursor = state.cursor, more = true; more && counted.changes < mostChanges; ) {
    const page = await sync.pull(asDevice(device), { protocol, cursor, limit: pageItems })
    if (!page.ok) throw new Error(`an answer could not be made: ${page.error.code}`)
    yield { kind: 'page', page: page.value }
    counted.changes += page.value.changes.length
    more = page.value.more
    cursor = page.value.cursor
  }
}

async function* rest({ county, device, state }: Asking): AsyncGenerator<Entry> {
  const { sync } = deviceHandlers(county)
  const policy = await sync.policy(asDevice(device), { protocol, known: state.policy })
  if (policy.ok && policy.value.policy) yield { kind: 'policy', policy: policy.value }
  const { year, series } = state.numbers
  const numbers = series.length > 0 ? await sync.numbers(asDevice(device), { protocol, series, year }) : null
  if (numbers?.ok) yield { kind: 'numbers', numbers: numbers.value }
}
