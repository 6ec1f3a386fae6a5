import { syncedCollections } from '#shared/domain/collections.ts'
import { neverSent } from '#shared/domain/document.ts'
import { aSubject, aVisit } from '../../server/support/documents.ts'
import { at } from './county-side.ts'
import { type Books, type Device, keep, type Stored, type World, type DeviceName } from './world.ts'

const subjectId = '01J00000000000000000000001'
const recordId = '01J00000000000000000000002'
const person = '01J00000000000000000000003'
export const subjectName = `subjects/${subjectId}`
export const recordName = `records/${recordId}`

/** One written thing: `over` is what its author saw in the same field. */
export type Edit = { token: string; document: string; field: string; change: (document: Stored | null) => Stored }

const field = (token: string, name: string): Edit => ({ token, document: subjectName, field: name, change: (document) => ({ ...(document ?? subject()), [name]: token }) })
const visit: Edit = { token: '初访', document: recordName, field: 'text', change: () => ({ ...record(), revision: 0 }) }
/** A record without a subject: the county can only put it aside. */
const unfit: Edit = { token: 'zhong', document: recordName, field: 'text', change: () => ({ ...record(), text: 'zhong', occurredAt: 'never', revision: 0 }) }

/** What each officer writes, in his order. Three batches and more come of it, by when each is built. */
export const stories: Record<string, Record<DeviceName, Edit[]>> = {
  brief: { A: [field('A-1', 'phone')], B: [field('B-1', 'phone')] },
  sameField: { A: [field('A-1', 'phone'), field('A-2', 'village')], B: [field('B-1', 'phone')] },
  factAndEdit: { A: [visit, field('A-1', 'phone')], B: [field('B-1', 'village')] },
  editedTwice: { A: [field('A-1', 'phone'), field('A-2', 'phone')], B: [field('B-1', 'phone')] },
  unfit: { A: [unfit, field('A-1', 'phone')], B: [field('B-1', 'village')] },
}

function subject(): Stored {
  return { ...syncedCollections.subjects.parse({ ...aSubject({ id: subjectId, subjectNo: 'S1', phone: '', village: '' }), ...neverSent }) }
}
function record(): Stored {
  return { ...aVisit({ id: recordId, subjectId, text: '初访', deviceId: person, author: { personId: person, name: '陈二', role: 'officer' } }), ...neverSent }
}

/** Both devices and the county hold one person; nobody has written anything yet. */
export function beginning(): World {
  const { revision: _r, receivedAt: _at, refused: _refused, ...wire } = subject()
  const number = keep(wire as Stored)
  const device = (): Device => ({
    documents: { [subjectName]: keep({ ...wire, id: subjectId, revision: 1, receivedAt: at, refused: null }) },
    dirty: [], batches: [], progress: { epoch: 1, sequence: 1 }, head: { epoch: 1, position: 0, chain: '', life: 0 }, offered: 0, restored: false, edited: [], returns: [], edits: 0, phase: { kind: 'idle' }, backup: null,
  })
  const books: Books = {
    epoch: 1, floor: 0, sequence: 1, documents: { [subjectName]: { document: number, revision: 1, sequence: 1 } }, versions: { [`${subjectName}@1`]: number }, given: {}, knewThrough: null, ledger: [],
    last: { A: { number: 0, hash: '0'.repeat(64), frozen: false }, B: { number: 0, hash: '0'.repeat(64), frozen: false } }, conflicts: [],
  }
  return { A: device(), B: device(), county: { ...books, before: null, restoredTo: false, life: 0 }, late: [], faults: [], seen: {}, lost: [] }
}
