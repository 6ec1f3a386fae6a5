import type { SyncedCollection } from '#shared/domain/collections.ts'
import { type Instant, localDateOf } from '#shared/kernel/time.ts'
import { followsPerson, type Moved, subjectOf } from '#shared/sync/hand-over.ts'
import type { BatchBody, Item, ReceiptItem, WireDocument } from '#shared/sync/protocol.ts'
import { toWire } from '#shared/sync/wire.ts'
import type { HeldDocument, Key, NewVersion } from '../../db/documents.ts'
import type { ConflictRow, OutcomeRow } from '../../db/ledger.ts'
import { isSame, type Judgement, judgeItem, type Surroundings } from './judge.ts'
import { type Former, replayed } from './replay.ts'

/** What the county knew before the batch; `former` is what it decided about it in an earlier epoch, `floor` that epoch's last revision. */
export type Before = { held: HeldDocument[]; baseOf(item: Item): WireDocument | null; floor?: number; former?: Former | undefined; /** The version that stands here under the number that `former` gave, where it is known. */ stoodOf?: (item: Item) => WireDocument | undefined; /** What the device wrote down for the county before that instant is taken. */ enrolledAt?: Instant; /** Persons who were this office's once and are another one's by now. */ moved?: ReadonlyMap<string, Moved>; /** Why this device may not bring an item at all; empty where it may. */ barred?: (item: Item) => string; /** Hears of an item on which the program itself failed. */ onBug?: (error: unknown) => void }

/** All that a batch leads to: what is stored, and what its receipt says of each item. */
export type Outcome = { versions: NewVersion[]; items: OutcomeRow[]; conflicts: ConflictRow[]; receipt: ReceiptItem[] }

/** Judges the items in their order, each on top of the ones before it. Pure. */
export function judgeBatch(body: BatchBody, before: Before, receivedAt: Instant): Outcome {
  const held = new Map(before.held.map((document) => [keyText(document), document]))
  const outcome: Outcome = { versions: [], items: [], conflicts: [], receipt: [] }
  body.items.forEach((item, place) => {
    const floor = before.floor ?? 0
    const moved = movedOf(item, held, before.moved)
    // Taken under the old authority: judged as if the person were still there, kept where he is now.
    const holder = moved && followsPerson(moved, item.collection, item.document) ? moved.holder : body.officeId
    const find = (key: Key): HeldDocument | undefined => asOwn(held.get(keyText(key)), holder, body.officeId)
    const barred = before.barred?.(item) ?? ''
    const anew = barred !== '' ? refused(barred) : moved && holder === body.officeId ? handedOver(moved) : judgeAlone(item, { officeId: body.officeId, find, baseOf: (one) => before.baseOf(one) ?? (holder === body.officeId && isBegun(one) ? unbuilt : null), enrolledAt: before.enrolledAt }, before.onBug)
    const again = before.former && anew.verdict !== 'quarantined' ? replayed(before.former.get(keyText(item)), toWire(item.document), { held: held.get(keyText(item)), floor, stood: before.stoodOf?.(item) }) : undefined
    const judged: Judgement = again ? { base: anew.base ?? null, ...again } : anew
    if (judged.next) {
      const revision = again?.revision ?? Math.max(held.get(keyText(item))?.revision ?? 0, floor) + 1
      const version: NewVersion = { ...keyOf(item), officeId: holder, revision, document: judged.next, receivedAt }
      outcome.versions.push(version)
      held.set(keyText(item), version)
    }
    const now = held.get(keyText(item))
    // What another office holds stays unknown here, and to a volunteer all that is not his.
    const own = now?.officeId === body.officeId && barred === '' ? now : undefined
    note(outcome, { item, place, judged, own, ...(holder === body.officeId ? {} : { elsewhere: { holder, now } }) })
  })
  return outcome
}

/** A fault of ours in judging one item costs that item and never its batch: those behind it would wait for a new program. */
function judgeAlone(item: Item, around: Surroundings, onBug: Before['onBug']): Judgement {
  try {
    return judgeItem(item, around)
  } catch (error) {
    onBug?.(error)
    return refused('县局的程序没能处理这一项，其余各项不受影响。这一项还在您的电脑里，等县局升级后在“退回”里点“再送一次”即可。')
  }
}

/**
 * A group's id is its person's, so two desks can each begin it before either knows of the other: both grew from none, and
 * the members of both are its members.
 */
const isBegun = ({ collection, baseRevision, baseBatch }: Item): boolean => collection === 'groups' && baseRevision === 0 && baseBatch === null
const unbuilt: WireDocument = { members: [], exceptionReason: '', formedOn: null, letterPrintedAt: null }

function movedOf({ collection, id, document }: Item, held: ReadonlyMap<string, HeldDocument>, moved: Before['moved']): Moved | undefined {
  if (!moved || moved.size === 0) return undefined
  const known = held.get(keyText({ collection, id }))
  return moved.get((known && subjectOf(collection, known.document)) ?? subjectOf(collection, document) ?? '')
}

function asOwn(document: HeldDocument | undefined, holder: string, officeId: string): HeldDocument | undefined {
  return document && holder !== officeId && document.officeId === holder ? { ...document, officeId } : document
}

function handedOver({ holderName, movedAt }: Moved): Judgement {
  return refused(`此人已于 ${localDateOf(movedAt)} 移交${holderName}，这项内容写的是移交以后的事，县局没有采用。请把情况告知${holderName}，由该所登记。`)
}

const refused = (reason: string): Judgement => ({ verdict: 'quarantined', reason, fields: [], next: null })

/** `elsewhere`: the item went to the office that holds the person now, with what stands there. */
type Judged = { item: Item; place: number; judged: Judgement; own: HeldDocument | undefined; elsewhere?: { holder: string; now: HeldDocument | undefined } }

function note(outcome: Outcome, { item, place, judged, own, elsewhere }: Judged): void {
  const sent = toWire(item.document)
  const { now } = elsewhere ?? {}
  // What else the other office wrote stays unknown here: only of the very document that was sent the number is told.
  const revision = own?.revision ?? (now && isSame(now.document, sent) ? now.revision : 0)
  const { verdict, reason } = judged
  const asSent = own !== undefined && isSame(own.document, sent)
  outcome.receipt.push({ ...keyOf(item), verdict, revision, reason, current: own && !asSent ? own.document : null, ...(judged.fields.length > 0 ? { fields: judged.fields } : {}) })
  outcome.items.push({
    place, collection: item.collection, document_id: item.id, verdict, revision, reason,
    sent: verdict === 'accepted' || verdict === 'unchanged' ? null : JSON.stringify(sent),
  })
  if (verdict === 'conflict') outcome.conflicts.push({ place, collection: item.collection, document_id: item.id, fields: judged.fields, current_revision: now?.revision ?? revision, sent, base: judged.base ?? null, base_revision: item.baseRevision, base_batch: item.baseBatch, ...(elsewhere && { office_id: elsewhere.holder }) })
}

const keyOf = ({ collection, id }: Key): Key => ({ collection, id })
export const keyText = ({ collection, id }: Key): string => `${collection}/${id}`

/** Everything a batch's judgement may need to look at: its own documents and those they name. */
export function keysToLookAt(items: readonly Item[]): Key[] {
  const keys = new Map<string, Key>()
  const add = (collection: SyncedCollection, id: unknown) => {
    if (typeof id === 'string') keys.set(`${collection}/${id}`, { collection, id })
  }
  for (const { collection, id, document } of items) {
    add(collection, id)
    if (collection === 'groups') add('subjects', id)
    if (collection === 'people') add('subjects', document['relativeOf'])
    if (collection === 'procedures') add('subjects', document['subjectId'])
    if (collection !== 'records') continue
    add('subjects', document['subjectId'])
    add('records', document['recordId'])
    const { corrects } = document
    if (typeof corrects === 'object' && corrects !== null && 'recordId' in corrects) add('records', corrects.recordId)
  }
  return [...keys.values()].filter(({ id }) => /^[0-9A-Z]{26}$/.test(id))
}
