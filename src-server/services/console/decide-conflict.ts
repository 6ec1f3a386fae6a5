import { ownInputOf, pathLabel } from '#shared/casework/path-words.ts'
import { syncedCollections } from '#shared/domain/collections.ts'
import { neverSent } from '#shared/domain/document.ts'
import { Ruling, type Taken } from '#shared/domain/words.ts'
import { DocumentId, makeId } from '#shared/kernel/ids.ts'
import { fail, ok, type Result } from '#shared/kernel/result.ts'
import { toInstant } from '#shared/kernel/time.ts'
import { unreachable } from '#shared/kernel/unreachable.ts'
import type { Value } from '#shared/sync/merge-lists.ts'
import { valueAt, withValueAt } from '#shared/sync/paths.ts'
import { WireDocument } from '#shared/sync/protocol.ts'
import { z } from 'zod'
import type { County } from '../../county.ts'
import { type ConflictKey, findConflict, type HeldConflict, insertAct, selectVersionRows } from '../../db/conflicts.ts'
import { lockOffices } from '../../db/devices.ts'
import { storeVersions } from '../../db/documents.ts'
import { inTransaction } from '../../db/in-transaction.ts'
import { announceChange } from '../../db/ledger.ts'
import type { ConsoleUser } from './session.ts'

type Choice = { path: string; taken: Taken; value: string | boolean | null }
type Decision = { key: ConflictKey; turn: number; revision: number; reason: string; choices: Choice[] }
type Done = Result<null, 'STALE_EDIT' | 'NOT_AVAILABLE' | 'INVALID_INPUT'>

/**
 * Writes a person's decision as a new version of the document, with the county as its author and the ruling in it, which
 * the office pulls. Refused when the conflict or the document has moved since it was read: nothing is decided unseen.
 */
export async function decideConflict(county: County, { key, turn, revision, reason, choices }: Decision, by: ConsoleUser): Promise<Done> {
  return inTransaction(county.db, async (transaction): Promise<Done> => {
    const known = await findConflict(transaction, key)
    if (!known) return fail('NOT_AVAILABLE')
    await lockOffices(transaction, [known.officeId])
    const found = await findConflict(transaction, key)
    if (!found || found.turn !== turn || found.revision !== revision || found.state !== 'open') return fail('STALE_EDIT')
    const at = toInstant(county.now())
    const before = (await selectVersionRows(transaction, found.collection, found.documentId)).findLast((version) => version.revision <= found.currentRevision && !(version.deviceId === key.deviceId && version.number === key.number))
    const chosen = applyChoices(found, before?.document ?? found.document, choices)
    if (!chosen.ok) return chosen
    const taken = choices.map(({ path, taken: side }) => ({ field: path, taken: side }))
    const ruling: Ruling = { id: DocumentId.parse(makeId(county.now(), county.randomBytes(10))), deviceId: Ruling.shape.deviceId.parse(key.deviceId), number: key.number, fields: taken.slice(0, 200), reason, by: by.name, at }
    const rulings = [...(z.array(Ruling).safeParse(found.document['rulings']).data ?? []), ruling].slice(-200)
    const next = WireDocument.parse({ ...chosen.value, rulings, ...('editedAt' in found.document ? { editedAt: at, editedBy: `县局 ${by.name}`.slice(0, 40) } : {}) })
    const checked = syncedCollections[found.collection].safeParse({ ...next, ...neverSent })
    if (!checked.success) return fail('INVALID_INPUT', { field: pathLabel(String(checked.error.issues[0]?.path[0] ?? '')), problem: '县局另定的内容不合要求' })
    if (!(await insertAct(transaction, { ...key, turn, at, user: by.login, kind: 'decided', reason, choices: taken, revision: found.revision + 1 }))) return fail('STALE_EDIT')
    await storeVersions(transaction, [{ collection: found.collection, id: found.documentId, officeId: found.officeId, revision: found.revision + 1, receivedAt: at, document: next }], { user: by.login })
    await announceChange(transaction)
    return ok(null)
  })
}

/** Opens a decided conflict again; the document stays as it was decided until the next decision. */
export async function reopenConflict(county: County, { key, turn, reason }: Pick<Decision, 'key' | 'turn' | 'reason'>, by: ConsoleUser): Promise<Done> {
  return inTransaction(county.db, async (transaction): Promise<Done> => {
    const found = await findConflict(transaction, key)
    if (!found) return fail('NOT_AVAILABLE')
    const done = await insertAct(transaction, { ...key, turn, at: toInstant(county.now()), user: by.login, kind: 'reopened', reason, choices: [], revision: found.revision })
    if (!done) return fail('STALE_EDIT')
    await announceChange(transaction)
    return ok(null)
  })
}

/** Every path in conflict exactly once, each with a value that the chosen version really has. */
function applyChoices(found: HeldConflict, county: WireDocument, choices: Choice[]): Result<WireDocument, 'INVALID_INPUT'> {
  const missing = found.fields.find((path) => choices.filter((choice) => choice.path === path).length !== 1)
  if (missing !== undefined || choices.length !== found.fields.length) return fail('INVALID_INPUT', { field: pathLabel(missing ?? found.fields[0] ?? ''), problem: '每一项都要选定' })
  let document = found.document
  for (const choice of choices) {
    const values = [found.sent, found.document, found.base ?? {}].map((one) => valueAt(found.collection, one, choice.path))
    if (choice.taken === 'own' && (choice.value === null || !ownInputOf(found.collection, choice.path, values))) return fail('INVALID_INPUT', { field: pathLabel(choice.path), problem: '这一项只能从已有的内容里选' })
    if (choice.taken === 'base' && !found.base) return fail('INVALID_INPUT', { field: pathLabel(choice.path), problem: '县局没有改动以前的内容' })
    document = withValueAt(found.collection, document, choice.path, valueOf(found, county, choice))
  }
  return ok(document)
}

function valueOf({ collection, sent, base }: HeldConflict, county: WireDocument, { path, taken, value }: Choice): Value {
  switch (taken) {
    case 'office': return valueAt(collection, sent, path)
    case 'county': return valueAt(collection, county, path)
    case 'base': return valueAt(collection, base ?? {}, path)
    case 'own': return value
    default: return unreachable(taken)
  }
}
