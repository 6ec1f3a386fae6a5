import { expect, it } from 'vitest'
import type { Change } from '../store/rx-storage-sqlite/index.ts'
import { chooseDocuments } from './choose-documents.ts'

const id = '01ARZ3NDEKTSV4RRFFQ69G5FAV'
const subject = (sequence: number, note: string, over: Partial<Change> = {}): Change => ({ sequence, collection: 'subjects', id, deleted: false, document: asDocument({ id, note }), ...over })

function asDocument(fields: Record<string, unknown>): Change['document'] {
  return { ...fields, _deleted: false, _rev: '1-x', _meta: { lwt: 1 }, _attachments: {} }
}

function batch(number: number, throughSequence: number, note: string): Change {
  const item = { collection: 'subjects', id, baseRevision: 0, baseBatch: null, document: { id, note } }
  const head = { sequence: 1, hash: 'a'.repeat(64) }
  const body = JSON.stringify({ protocol: 1, suite: 'intl-1', officeId: '330100001', deviceId: id, number, previousHash: 'b'.repeat(64), createdAt: '2026-11-22T08:00:00.000Z', auditHead: head, items: [item] })
  const document = asDocument({ id: String(number), number, state: 'waiting', body, hash: 'h', signature: 's', throughSequence, items: [`subjects/${id}`], createdAt: '2026-11-22T08:00:00.000Z', receipt: null })
  return { sequence: throughSequence + 1, collection: 'batches', id: String(number), deleted: false, document }
}

const noteOf = (chosen: ReturnType<typeof chooseDocuments>): unknown => Reflect.get(Object(chosen.chosen.find(({ change }) => change.collection === 'subjects')?.change.document), 'note')

it('[RC1] of each document the newest version by sequence, wherever it is', () => {
  expect(noteOf(chooseDocuments({ damaged: [subject(7, 'new')], backup: [subject(3, 'old')], missing: [] }))).toBe('new')
  // An old page put back: the backup is newer than what is readable.
  expect(noteOf(chooseDocuments({ damaged: [subject(2, 'stale')], backup: [subject(3, 'later')], missing: [] }))).toBe('later')
})

it('[RC1] what no rung has as it was last is listed', () => {
  const missing = [{ collection: 'subjects', id, sequence: 9 }]
  expect(chooseDocuments({ damaged: [], backup: [subject(3, 'old')], missing })).toMatchObject({ older: [`subjects/${id}`], lost: [] })
  expect(chooseDocuments({ damaged: [], backup: [], missing })).toMatchObject({ chosen: [], older: [], lost: [`subjects/${id}`] })
  expect(chooseDocuments({ damaged: [], backup: [subject(9, 'same')], missing })).toMatchObject({ older: [], lost: [] })
})

it('[RC5] a batch gives the document as it was last, or an older version that is listed as such', () => {
  const missing = [{ collection: 'subjects', id, sequence: 9 }]
  const last = chooseDocuments({ damaged: [batch(1, 4, 'first'), batch(2, 10, 'last')], backup: [subject(3, 'old')], missing })
  expect([noteOf(last), last.older, last.lost]).toEqual(['last', [], []])
  const former = chooseDocuments({ damaged: [batch(1, 4, 'first')], backup: [], missing })
  expect([noteOf(former), former.older, former.lost]).toEqual(['first', [`subjects/${id}`], []])
  const backupWins = chooseDocuments({ damaged: [batch(1, 4, 'first')], backup: [subject(6, 'later')], missing })
  expect(noteOf(backupWins)).toBe('later')
})
