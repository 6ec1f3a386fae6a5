import fc from 'fast-check'
import { expect, it } from 'vitest'
import { aGroup, aMemberFrom, aPerson, aSubject, aVisit, newId } from '../../tests/factories/documents.ts'
import { closedStates } from '../domain/codes.ts'
import type { Confirmation } from '../domain/record.ts'
import { FileId, RecordId } from '../kernel/ids.ts'
import { projectForVolunteer } from './volunteer-projection.ts'

const allowed = new Set(['id', 'name', 'gender', 'residence', 'village', 'visitHint', 'state', 'minorRegime'])
const secret = fc.string({ minLength: 8, maxLength: 12, unit: fc.constantFrom(...'机密甲乙丙丁戊己庚辛') })

function someOffice() {
  const volunteer = aPerson({ name: '蓝田', kind: 'VOLUNTEER', account: { login: 'lantian', role: 'volunteer', active: true } })
  const officer = aPerson({ name: '周敏', account: { login: 'zhoumin', role: 'officer', active: true } })
  const uncle = aPerson({ name: '叔叔', kind: 'FAMILY' })
  const subject = aSubject()
  const group = aGroup({ id: subject.id, members: [volunteer, officer, uncle].map((person) => aMemberFrom(person)) })
  return { volunteer, officer, uncle, subject, group }
}

it('[VO18] a field that is not named does not go out, whatever is written in it, also one that does not exist yet', () => {
  const { volunteer, officer, subject, group } = someOffice()
  const fields = Object.entries(subject).flatMap(([field, value]) => (typeof value === 'string' && !allowed.has(field) && !/On$|At$|Start$|End$|Date$|category|level|crimeType/.test(field) ? [field] : []))
  expect(fields.length).toBeGreaterThan(8)
  fc.assert(
    fc.property(fc.array(secret, { minLength: fields.length + 3, maxLength: fields.length + 3 }), (secrets) => {
      const full = { ...subject, ...Object.fromEntries(fields.map((field, i) => [field, `${field}${secrets[i]}`])), futureField: `future${secrets.at(-1)}` }
      const colleague = { ...officer, phone: `phone${secrets.at(-2)}`, organisation: `office${secrets.at(-3)}` }
      const seen = JSON.stringify(projectForVolunteer(volunteer.id, { subjects: [full], groups: [{ ...group, exceptionReason: `why${secrets[0]}` }], people: [volunteer, colleague], records: [], drafts: [], files: [] }))
      for (const one of secrets) expect(seen).not.toContain(one)
      expect(seen).toContain(subject.residence)
    }),
    { numRuns: 100, seed: 20261122 },
  )
})

it('[VO18] only his groups\' subjects on the books, and of the group only who may come along', () => {
  const { volunteer, officer, uncle, subject, group } = someOffice()
  const others = aSubject({ name: '别人' })
  const closed = closedStates.map((state) => aSubject({ state }))
  const source = {
    subjects: [subject, others, ...closed], people: [volunteer, officer, uncle, aPerson({ name: '无关' })], records: [], drafts: [], files: [],
    groups: [group, aGroup({ id: others.id }), ...closed.map(({ id }) => ({ ...group, id }))],
  }
  const seen = projectForVolunteer(volunteer.id, source)
  expect(seen.subjects.map(({ id }) => id)).toEqual([subject.id])
  expect(seen.groups.map(({ id, members }) => [id, members.map(({ name }) => name)])).toEqual([[subject.id, ['蓝田', '周敏']]])
  expect(seen.people.map(({ name, account }) => [name, account?.login])).toEqual([['蓝田', 'lantian'], ['周敏', '--']])
  expect(projectForVolunteer(officer.id, { ...source, groups: [{ ...group, members: [] }] })).toMatchObject({ subjects: [], groups: [], records: [] })
})

it('[VO18] of records: his own whole, what names him without pictures, that one was corrected but not how, nothing else', () => {
  const { volunteer, officer, subject, group } = someOffice()
  const by = (who: typeof officer, over: Parameters<typeof aVisit>[0]) => aVisit({ subjectId: subject.id, author: { personId: who.id, name: who.name, role: who.account?.role ?? 'officer' }, ...over })
  const picture = { fileId: newId(FileId), name: 'a.jpg', mime: 'image/jpeg' as const, size: 1, sha256: '0'.repeat(64) }
  const own = by(volunteer, { text: '自己写的' })
  const naming = by(officer, { text: '请他确认', participants: [{ personId: volunteer.id, name: '蓝田' }], attachments: [picture], review: { state: 'APPROVED', comment: '县局意见', by: '县局', at: own.recordedAt } })
  const correcting = by(officer, { text: '更正内容', corrects: { recordId: own.id, reason: '更正原因' } })
  const word: Confirmation = { kind: 'confirmation', id: newId(RecordId), subjectId: subject.id, occurredAt: own.occurredAt, recordId: own.id, personId: officer.id, method: 'PASSWORD', recordedAt: own.recordedAt, author: correcting.author, deviceId: own.deviceId, corrects: null, late: false, clockDoubt: '', review: null, revision: 0, receivedAt: null, refused: null }
  const plain = by(officer, { text: '与他无关' })
  const elsewhere = aVisit({ text: '别处的', author: own.author })
  const { records } = projectForVolunteer(volunteer.id, { subjects: [subject], groups: [group], people: [], records: [own, naming, correcting, word, plain, elsewhere], drafts: [], files: [] })
  expect(records.map(({ id }) => id)).toEqual([own.id, naming.id, word.id, correcting.id])
  expect(records[0]).toEqual(own)
  expect(records[1]).toMatchObject({ text: '请他确认', attachments: [], review: null })
  const text = JSON.stringify(records)
  for (const hidden of ['更正内容', '更正原因', '县局意见', '与他无关', '别处的', String(picture.fileId)]) expect(text).not.toContain(hidden)
})
