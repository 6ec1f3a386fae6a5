import { OfficeId } from '#shared/kernel/ids.ts'
import { unreachable } from '#shared/kernel/unreachable.ts'
import { Instant } from '#shared/kernel/time.ts'
import type { BatchBody, Item, WireDocument } from '#shared/sync/protocol.ts'
import { decideHead, decideTurn } from '#shared/sync/turn.ts'
import { chooseBase } from '../../../src-server/services/batch/find-bases.ts'
import { judgeBatch, keyText } from '../../../src-server/services/batch/judge-batch.ts'
import type { Design } from './designs.ts'
import { type Answer, type Batch, batchOf, type Books, type County, type DeviceName, type Head, keep, type Receipt, receiptOf, type Request, wireOf } from './world.ts'

export const at = Instant.parse('2026-11-22T02:00:00.000Z')
const officeId = OfficeId.parse('331102001')
const EPOCH_STEP = 1_000

/** One request as one transaction of the county: its books after it, and what it answers. */
export function handle(county: County, from: DeviceName, request: Request, design: Design): { county: County; answer: Answer } {
  switch (request.kind) {
    case 'check': return check(county, from, request)
    case 'push': return push(county, from, request, design)
    case 'pull': return { county, answer: pull(county, request) }
    case 'sent': return { county, answer: { kind: 'sent', batches: county.ledger.filter((entry) => entry.device === from && batchOf(entry.batch).number > request.after).map(({ batch, receipt }) => ({ batch, receipt })) } }
    default: return unreachable(request)
  }
}

function check(county: County, from: DeviceName, { head, known }: Extract<Request, { kind: 'check' }>): { county: County; answer: Answer } {
  const last = county.last[from]
  if (last.frozen) return { county, answer: { kind: 'refused', code: 'BATCH_FORK' } }
  const fork = decideHead({ lastNumber: last.number, there: hashAt(county, from, head.number), followedAt: hashAt(county, from, head.number + 1) && timeOf(head.number + 1) }, { ...head, saidAt: timeOf(head.number) })
  if (fork !== null) return { county: freeze(county, from), answer: { kind: 'refused', code: 'BATCH_FORK' } }
  const now = known && known.epoch === county.epoch && headOf(county, known.position).chain !== known.chain ? beginEpoch(county, known.life) : county
  return { county: now, answer: { kind: 'check', epoch: now.epoch, lastNumber: now.last[from].number, restoredTo: now.restoredTo } }
}

/** The database was put back: what it gives from now on is above everything it can have given before. */
export function beginEpoch(county: County, knewThrough: number): County {
  return { ...county, epoch: county.epoch + 1, floor: county.floor + EPOCH_STEP, restoredTo: true, knewThrough }
}

function push(given: County, from: DeviceName, { batch: number, former }: Extract<Request, { kind: 'push' }>, design: Design): { county: County; answer: Answer } {
  const county = former === null ? given : noticeReceipt(given, from, receiptOf(former), former)
  const batch = batchOf(number)
  const last = county.last[from]
  const turn = decideTurn({ lastNumber: last.number, lastHash: last.hash, frozen: last.frozen, there: hashAt(county, from, batch.number) }, batch)
  if (turn === 'again' && design !== 'answeredTwiceStoredTwice') return { county, answer: { kind: 'push', receipt: entryAt(county, from, batch.number)?.receipt ?? 0 } }
  if (turn === 'gap') return { county, answer: { kind: 'refused', code: 'BATCH_GAP' } }
  if (turn === 'frozen' || (turn === 'fork' && design !== 'numberReused')) return { county: freeze(county, from), answer: { kind: 'refused', code: 'BATCH_FORK' } }
  const { before: _, restoredTo, life, ...books } = county
  const { books: next, receipt } = store(books, { batch, number, former, from, design, life })
  return { county: { ...next, before: books, restoredTo, life }, answer: { kind: 'push', receipt } }
}

type Taken = { batch: Batch; number: number; former: number | null; from: DeviceName; design: Design; life: number }

/** A receipt of this epoch that the ledger does not hold was given before the county was put back. */
function noticeReceipt(county: County, from: DeviceName, receipt: Receipt, name: number): County {
  return receipt.epoch !== county.epoch || entryAt(county, from, receipt.number)?.receipt === name ? county : beginEpoch(county, receipt.life)
}

function store(books: Books, { batch, number, former, from, design, life }: Taken): { books: Books; receipt: number } {
  const held = Object.entries(books.documents).map(([name, row]) => ({ ...keyOf(name), officeId, revision: row.revision, document: wireOf(row.document) }))
  const said = former === null || receiptOf(former).epoch === books.epoch ? undefined : new Map(receiptOf(former).items.map((item) => [keyText(item), item]))
  const baseOf = (item: Item): WireDocument | null => {
    const row = books.documents[keyText(item)]
    // The wrong design takes what it has for what the edit rests on: the later edit always wins.
    if (design === 'lastWriteWins') return row ? wireOf(row.document) : null
    return chooseBase(item, {
      now: held.find((one) => keyText(one) === keyText(item)),
      floor: books.floor,
      sentIn: (sent) => books.ledger.map((entry) => batchOf(entry.batch)).find((one) => one.device === from && one.number === sent)?.items.find((one) => keyText(one) === keyText(item))?.document,
      versionOf: (revision) => { const found = books.versions[`${keyText(item)}@${revision}`]; return found === undefined ? undefined : wireOf(found) },
      isOtherLife: (revision) => design !== 'sameNumberSameVersion' && isOtherLife(books, `${keyText(item)}@${revision}`, from),
    })
  }
  // judgeBatch reads these two fields of a batch.
  const body = { officeId, items: batch.items } as unknown as BatchBody
  const outcome = judgeBatch(body, { held, floor: books.floor, baseOf, former: said, stoodOf: (item) => { const revision = said?.get(keyText(item))?.revision; const found = revision === undefined ? undefined : books.versions[`${keyText(item)}@${revision}`]; return found === undefined ? undefined : wireOf(found) } }, at)
  const next: Books = { ...books, documents: { ...books.documents }, versions: { ...books.versions }, given: { ...books.given }, last: { ...books.last, [from]: { number: batch.number, hash: batch.hash, frozen: false } }, sequence: books.sequence + 1 }
  for (const version of outcome.versions) {
    const document = keep(version.document)
    next.documents[keyText(version)] = { document, revision: version.revision, sequence: next.sequence }
    next.versions[`${keyText(version)}@${version.revision}`] = document
    if (life > 0) next.given[`${keyText(version)}@${version.revision}`] = { life, from, epoch: books.epoch }
  }
  next.conflicts = [...books.conflicts, ...outcome.conflicts.map((one) => `${batch.hash}/${one.document_id}`)]
  const receipt = keep({ epoch: books.epoch, position: books.ledger.length + 1, life, batchHash: batch.hash, number: batch.number, items: outcome.receipt })
  next.ledger = [...books.ledger, { batch: number, receipt, device: from }]
  return { books: next, receipt }
}

function pull(county: County, { cursor }: Extract<Request, { kind: 'pull' }>): Answer {
  const after = cursor && cursor.epoch === county.epoch ? cursor.sequence : 0
  const changes = Object.entries(county.documents).filter(([, row]) => row.sequence > after).sort(([, a], [, b]) => a.sequence - b.sequence).map(([name, row]) => ({ name, revision: row.revision, document: row.document }))
  return { kind: 'pull', epoch: county.epoch, changes, sequence: county.sequence, head: { ...headOf(county, county.ledger.length), life: county.life } }
}

/** The county gave this number after it had been put back and before anybody noticed, to what another device sent. */
function isOtherLife({ given, floor, knewThrough, epoch }: Books, name: string, from: DeviceName): boolean {
  const version = given[name]
  return version !== undefined && knewThrough !== null && version.life > knewThrough && version.epoch !== epoch && Number(name.split('@')[1]) <= floor && version.from !== from
}

/** A device's clock, as far as it matters: it moves on with every batch. */
const timeOf = (number: number) => String(number).padStart(4, '0')
const freeze = (county: County, name: DeviceName): County => ({ ...county, last: { ...county.last, [name]: { ...county.last[name], frozen: true } } })
const entryAt = (county: Books, from: DeviceName, number: number) => county.ledger.find((entry) => entry.device === from && batchOf(entry.batch).number === number)
const hashAt = (county: Books, from: DeviceName, number: number) => { const entry = entryAt(county, from, number); return entry && batchOf(entry.batch).hash }
const keyOf = (name: string) => { const [collection, id] = name.split('/'); return { collection: collection as 'subjects', id: id ?? '' } }
const headOf = (county: Books, position: number): Omit<Head, 'life'> => ({ epoch: county.epoch, position, chain: position > county.ledger.length ? '?' : county.ledger.slice(0, position).map((entry) => `${batchOf(entry.batch).hash}:${entry.receipt}`).join(' ') })
