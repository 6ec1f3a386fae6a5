import { describe, expect, it } from 'vitest'
import { aGroup, aMember, aSubject, someMembers, TODAY } from '../../tests/factories/documents.ts'
import { CorrectionGroup, type GroupMember, termId } from '../domain/group.ts'
import { Person } from '../domain/person.ts'
import { aPerson } from '../../tests/factories/documents.ts'
import { checkGroup } from '../rules/index.ts'
import { mergeDocuments } from './merge.ts'
import { WireDocument } from './protocol.ts'

const wire = (document: object) => WireDocument.parse(JSON.parse(JSON.stringify(document)))
const letterFor = (serial: string, members: GroupMember[]) => ({ serial, printedAt: aGroup().editedAt, members: members.map(({ personId, name, seat, isLeader }) => ({ personId, name, seat, isLeader })) })

describe('a group on two desks', () => {
  it('[GR14] the first group of both desks is one group: the county keeps one, the other goes back with its members named', () => {
    const here = aGroup()
    const there = { ...aGroup(), id: here.id }
    const { document, conflicts } = mergeDocuments('groups', null, wire(here), wire(there))
    expect(document['id']).toBe(here.id)
    expect(CorrectionGroup.parse({ ...document, members: here.members }).members).toEqual(here.members)
    expect(conflicts.some((field) => field.startsWith('members'))).toBe(true)
  })

  it('[GR14] terms that ended and letters that were printed on both desks all stay, and the letter of neither stands for the joined members', () => {
    const members = someMembers()
    const base = aGroup({ members })
    const [x1, x2] = [aMember({ seat: 'X', kind: 'VOLUNTEER', name: '叶青' }), aMember({ seat: 'X', kind: 'VOLUNTEER', name: '方明' })]
    const ended = { ...members[1]!, id: termId(members[1]!), endedOn: TODAY, reason: 'REPLACED' as const, note: '' }
    const cadre = aMember({ seat: 'FIXED_VILLAGE', kind: 'VILLAGE', name: '何山' })
    const mine = { ...base, members: [members[0]!, cadre, members[2]!, x1], former: [ended], letters: [letterFor('甲1号', [members[0]!, cadre, members[2]!, x1])] }
    const theirs = { ...base, members: [...members, x2], letters: [letterFor('乙1号', [...members, x2])] }
    const { document, conflicts } = mergeDocuments('groups', wire(base), wire(theirs), wire(mine))
    expect(conflicts).toEqual([])
    const joined = CorrectionGroup.parse({ ...document })
    expect(joined.members.map(({ name }) => name).sort()).toEqual(['何山', '周敏', '叶青', '方明', '林大山'].sort())
    expect(joined.former).toEqual([ended])
    expect(joined.letters?.map(({ serial }) => serial).sort()).toEqual(['乙1号', '甲1号'].sort())
    expect(checkGroup(joined, { gender: '1', minorRegime: false }, TODAY).map(({ ruleId }) => ruleId)).toEqual(['G-06'])
  })

  it('[GR14] ties noted on two desks are both kept', () => {
    const person = aPerson()
    const tie = (subjectId: string) => ({ subjectId, tie: 'VICTIM' as const, note: '' })
    const [a, b] = [tie(aSubject().id), tie(aSubject().id)]
    const { document, conflicts } = mergeDocuments('people', wire(person), wire({ ...person, ties: [a] }), wire({ ...person, ties: [b] }))
    expect(conflicts).toEqual([])
    expect(new Set(Person.parse({ ...document }).ties)).toEqual(new Set([a, b]))
  })
})
