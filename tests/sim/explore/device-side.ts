import { DocumentId } from '#shared/kernel/ids.ts'
import { GENESIS_HASH, type Item, type ReceiptItem } from '#shared/sync/protocol.ts'
import { isNews, isOfferedAgain } from '#shared/sync/news.ts'
import { decideAfterCheck } from '#shared/sync/turn.ts'
import { fromWire, toWire } from '#shared/sync/wire.ts'
import { createHash } from 'node:crypto'
import { settle } from '../../../src-main/sync/apply-receipt.ts'
import { takenBack } from '../../../src-main/sync/regain.ts'
import { at } from './county-side.ts'
import type { Design } from './designs.ts'
import { type Answer, type Batch, batchOf, type Device, type DeviceName, keep, receiptOf, type Request, sorted, type Stored, type StoredBatch, storedOf, wireOf } from './world.ts'

export const idle = { kind: 'idle' } as const

/** An officer's edit: the document waits from now on. */
export function write(device: Device, change: (document: Stored | null) => Stored, name: string): Device {
  const held = device.documents[name]
  const next = { ...change(held === undefined ? null : storedOf(held)), receivedAt: null, refused: null }
  const edited = device.restored && !device.edited.includes(name) ? [...device.edited, name] : device.edited
  return put({ ...device, edited, edits: device.edits + 1 }, name, next)
}

/** One write of the store: it is in the sequence, so the next look finds it. */
function put(device: Device, name: string, document: Stored): Device {
  return { ...device, documents: { ...device.documents, [name]: keep(document) }, dirty: [...device.dirty.filter((one) => one !== name), name] }
}

/** Everything that waits and was written since the last look becomes one batch; null: there is nothing. */
export function build(device: Device, name: DeviceName, design: Design): Device | null {
  const waiting = device.dirty.filter((one) => { const held = document(device, one); return held['receivedAt'] === null && held['refused'] === null })
  if (waiting.length === 0) return null
  const last = device.batches.at(-1)
  const before = last && batchOf(last.batch)
  const underway = new Map(device.batches.filter((batch) => batch.waiting).flatMap(({ batch }) => batchOf(batch).items.map((item): [string, number] => [`${item.collection}/${item.id}`, batchOf(batch).number])))
  const items = waiting.map((one): Item => ({ ...keyOf(one), baseRevision: Number(document(device, one)['revision']), baseBatch: underway.get(one) ?? null, document: toWire(document(device, one)) }))
  const number = (before?.number ?? 0) + 1
  const previousHash = before?.hash ?? GENESIS_HASH
  // `edits` stands for the time of building: a batch that is built anew is another one.
  const hash = createHash('sha256').update(JSON.stringify(sorted({ name, number, previousHash, items, edits: design === 'rebuiltInsteadOfResent' ? device.edits : 0 }))).digest('hex').slice(0, 12)
  const batch: Batch = { number, hash, previousHash, device: name, items }
  return { ...device, dirty: [], batches: [...device.batches, { batch: keep(batch), waiting: true, receipt: null }] }
}

export function ask(asking: Device, name: DeviceName, design: Design): Device {
  const device = design === 'rebuiltInsteadOfResent' ? (build(unbuilt(asking), name, design) ?? asking) : asking
  const newest = device.batches.at(-1)
  const head = newest ? { number: batchOf(newest.batch).number, hash: batchOf(newest.batch).hash, restored: device.restored } : { number: 0, hash: GENESIS_HASH, restored: device.restored }
  return { ...device, phase: { kind: 'asked', request: { kind: 'check', head, known: device.head }, epoch: 0 } }
}

function unbuilt(device: Device): Device {
  const open = device.batches.filter((batch) => batch.waiting && batch.receipt === null)
  const names = open.flatMap(({ batch }) => batchOf(batch).items.map((item) => `${item.collection}/${item.id}`))
  return { ...device, batches: device.batches.filter((batch) => !open.includes(batch)), dirty: [...new Set([...device.dirty, ...names])] }
}

/** The next durable write after an answer. A crash between two of them leaves what is here, with `phase` gone. */
export function proceed(device: Device, name: DeviceName, design: Design): Device {
  const { phase } = device
  if (phase.kind !== 'answered' && phase.kind !== 'half') return device
  const { answer, request, epoch } = phase
  if (answer.kind === 'refused') return { ...device, phase: idle }
  if (answer.kind === 'check') return checked(device, { answer, name, design })
  if (answer.kind === 'sent') return regained(device, answer, name)
  if (answer.kind === 'push') {
    const sent = request.kind === 'push' ? request.batch : 0
    const first = design === 'markedBeforeDocuments' ? marked : settled
    const second = design === 'markedBeforeDocuments' ? settled : marked
    if (phase.kind === 'answered') return { ...first(device, { sent, receipt: answer.receipt, design }), phase: { ...phase, kind: 'half' } }
    return onward(second(device, { sent, receipt: answer.receipt, design }), epoch, name)
  }
  if (answer.epoch !== epoch) return { ...device, phase: idle }
  const first = design === 'checkpointBeforeData' ? movedOn : fetched
  const second = design === 'checkpointBeforeData' ? fetched : movedOn
  if (phase.kind === 'answered') return { ...first(device, { answer, design, epoch }), phase: { ...phase, kind: 'half' } }
  return { ...second(device, { answer, design, epoch }), phase: idle }
}

function checked(device: Device, { answer, name, design }: { answer: Extract<Answer, { kind: 'check' }>; name: DeviceName; design: Design }): Device {
  const newest = device.batches.at(-1)
  const own = { newest: newest ? batchOf(newest.batch).number : 0, restored: device.restored }
  const next = design === 'numberReused' ? 'goOn' : decideAfterCheck(own, answer)
  if (next === 'stop') return { ...device, phase: idle }
  if (next === 'regain') return { ...device, phase: { kind: 'asked', request: { kind: 'sent', after: own.newest }, epoch: answer.epoch } }
  const again = device.batches.map((batch): StoredBatch => (batchOf(batch.batch).number > answer.lastNumber && design !== 'nothingOfferedAgain' ? { ...batch, waiting: true } : batch))
  return onward(offerCopies({ ...device, restored: false, edited: [], batches: again }, answer), answer.epoch, name)
}

function offerCopies(device: Device, { epoch, restoredTo }: Extract<Answer, { kind: 'check' }>): Device {
  if (!restoredTo || device.progress === null || device.progress.epoch === epoch || device.offered === epoch) return device
  const underway = new Map(device.batches.filter((batch) => batch.waiting && batch.receipt !== null).flatMap(({ receipt }) => receiptOf(receipt ?? 0).items.map((item): [string, number] => [`${item.collection}/${item.id}`, item.revision])))
  const offered = Object.keys(device.documents).filter((one) => isOfferedAgain(document(device, one), underway.get(one)))
  return { ...offered.reduce((next, one) => put(next, one, { ...document(next, one), receivedAt: null }), device), offered: epoch }
}

/** Sends the oldest batch that waits, else fetches. */
function onward(device: Device, epoch: number, name: DeviceName): Device {
  const built = device.batches.some((batch) => batch.waiting) ? device : (build(device, name, 'ours') ?? device)
  const waiting = built.batches.find((batch) => batch.waiting)
  const request: Request = waiting
    ? { kind: 'push', batch: waiting.batch, former: waiting.receipt }
    : { kind: 'pull', cursor: built.progress?.epoch === epoch ? built.progress : null }
  return { ...built, phase: { kind: 'asked', request, epoch } }
}

type Told = { sent: number; receipt: number; design: Design }

function settled(device: Device, { sent, receipt, design }: Told): Device {
  const batch = batchOf(sent)
  let next = noted(device, { batch, items: receiptOf(receipt).items, design })
  for (const item of receiptOf(receipt).items) {
    const name = `${item.collection}/${item.id}`
    const was = batch.items.find((one) => one.id === item.id && one.collection === item.collection)
    const held = device.documents[name]
    if (!was || held === undefined) continue
    const told: ReceiptItem = design === 'quarantineTakenForDone' && item.verdict === 'quarantined' ? { ...item, verdict: 'accepted' } : item
    const became = settle(storedOf(held), told, { was: was.document, at })
    if (became) next = put(next, name, became)
  }
  return next
}

function noted(device: Device, { batch, items, design }: { batch: Batch; items: ReceiptItem[]; design: Design }): Device {
  const bad = items.filter((item) => item.verdict === 'conflict' || (item.verdict === 'quarantined' && design !== 'quarantineTakenForDone')).map((item) => `${batch.hash}/${item.id}`)
  return { ...device, returns: [...new Set([...device.returns, ...bad])].sort() }
}

function marked(device: Device, { sent, receipt }: Told): Device {
  return { ...device, batches: device.batches.map((batch) => (batch.batch === sent ? { ...batch, waiting: false, receipt } : batch)) }
}

type Page = { answer: Extract<Answer, { kind: 'pull' }>; design: Design; epoch: number }

function fetched(device: Device, { answer, design }: Page): Device {
  return answer.changes.reduce((next, { name, revision, document: number }) => {
    const held = next.documents[name]
    const current = held === undefined ? null : storedOf(held)
    if (!isNews(current, revision) && !(design === 'fetchOverwritesUnsent' && Number(current?.['revision']) < revision)) return next
    return put(next, name, { ...fromWire(wireOf(number), { revision, receivedAt: at }), id: keyOf(name).id })
  }, device)
}

/** Under the epoch of the check, as the product keeps it: the county may have been put back between check and page. */
function movedOn(device: Device, { answer, epoch }: Page): Device {
  return { ...device, progress: { epoch, sequence: answer.sequence }, head: answer.head }
}

/** All batches that the county has and this restored database has not; then it goes on. */
function regained(device: Device, answer: Extract<Answer, { kind: 'sent' }>, name: DeviceName): Device {
  let next = device
  for (const { batch: number, receipt } of answer.batches) {
    const batch = batchOf(number)
    next = noted(next, { batch, items: receiptOf(receipt).items, design: 'ours' })
    for (const item of receiptOf(receipt).items) {
      const one = `${item.collection}/${item.id}`
      const was = batch.items.find((sent) => sent.id === item.id && sent.collection === item.collection)
      const held = next.documents[one]
      const became = was && takenBack(held === undefined ? null : storedOf(held), item, { was, at, edited: next.edited.includes(one) })
      if (became) next = put(next, one, became)
    }
    next = { ...next, batches: [...next.batches, { batch: number, waiting: false, receipt }] }
  }
  return onward({ ...next, restored: false, edited: [], progress: null }, device.phase.kind === 'idle' ? 0 : device.phase.epoch, name)
}

const document = (device: Device, name: string): Stored => storedOf(device.documents[name] ?? -1)
function keyOf(name: string): Pick<Item, 'collection' | 'id'> {
  const [collection, id] = name.split('/')
  return { collection: collection === 'records' ? 'records' : 'subjects', id: DocumentId.parse(id) }
}
