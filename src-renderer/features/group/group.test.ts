import { describe, expect, it } from 'vitest'
import { PersonRow } from '#shared/contract/person.ts'
import { CorrectionGroup, GroupMember } from '#shared/domain/group.ts'
import { PersonId } from '#shared/kernel/ids.ts'
import { type Finding } from '#shared/rules/finding.ts'
import { type Choice, findInDirectory, findingsAt, isSame, lead, leave, leaversOf, monthBeside, seat, usualSeat } from './choice.ts'
import { membersBySeat, plainDate, standingOf } from './letter.ts'
import { emptyPerson, personFacts } from './new-person.ts'

const id = (last: number) => PersonId.parse(`01KAM3W600000000000000000${last}`)
const subjectId = '01KAM3W6000000000000000009'

function aRow(last: number, facts: Record<string, unknown> = {}) {
  return PersonRow.parse({
    groupCount: 2, sessions30: 0, sessions90: 0, ceiling: null,
    person: {
      id: id(last), name: `人${last}`, gender: '1', kind: 'VOLUNTEER', phone: '', organisation: '', village: '', specialties: [], minorsKnowledge: false,
      relativeOf: null, relation: '', active: true, account: null, createdAt: '2026-11-22T02:30:00.000Z', editedAt: '2026-11-22T02:30:00.000Z', editedBy: '',
      revision: 0, receivedAt: null, refused: null, ...facts,
    },
  })
}

describe('choosing members', () => {
  it('[V21] everybody has a usual seat, and can be moved without losing his lead', () => {
    expect(['STAFF', 'VILLAGE', 'GUARDIAN', 'FAMILY', 'POLICE'].map((kind) => usualSeat(aRow(1, { kind }).person.kind))).toEqual(['FIXED_OFFICE', 'FIXED_VILLAGE', 'FIXED_FAMILY', 'FIXED_FAMILY', 'X'])
    const one = seat([], id(1), 'FIXED_OFFICE')
    expect(one).toEqual([{ personId: id(1), seat: 'FIXED_OFFICE', isLeader: true }])
    const two = seat(one, id(2), 'FIXED_OFFICE')
    expect(two.map(({ isLeader }) => isLeader)).toEqual([true, false])
    expect(seat(two, id(1), 'X')[0]).toEqual({ personId: id(1), seat: 'X', isLeader: true })
    expect(leave(two, id(1)).map(({ personId }) => personId)).toEqual([id(2)])
  })

  it('[GR9] a reason is asked for members whose term has counted, not for a choice of today', () => {
    const member = (last: number, joinedOn: string) => GroupMember.parse({ personId: id(last), seat: 'X', name: `人${last}`, gender: '2', kind: 'VOLUNTEER', phone: '', organisation: '', relation: '', specialties: [], minorsKnowledge: false, isLeader: false, joinedOn })
    const group = (formedOn: string | null) => CorrectionGroup.parse({ id: subjectId, members: [member(1, '2026-11-20'), member(2, '2026-11-22')], exceptionReason: '', formedOn, letterPrintedAt: null, editedAt: '2026-11-22T02:30:00.000Z', editedBy: '', revision: 0, receivedAt: null, refused: null })
    const names = (formedOn: string | null, choices: Choice[] = []) => leaversOf(group(formedOn), choices, '2026-11-22').map(({ name }) => name)
    expect(names(null)).toEqual(['人1'])
    expect(names('2026-11-22')).toEqual(['人1', '人2'])
    expect(names('2026-11-22', [{ personId: id(1), seat: 'X', isLeader: false }])).toEqual(['人2'])
    expect([monthBeside('2026-01', -1), monthBeside('2026-12', 1)]).toEqual(['2025-12', '2027-01'])
  })

  it('[V22] a group has at most one leader', () => {
    const two = seat(seat([], id(1), 'FIXED_OFFICE'), id(2), 'X')
    expect(lead(two, id(2)).map(({ isLeader }) => isLeader)).toEqual([false, true])
    expect(lead(lead(two, id(2)), id(2)).map(({ isLeader }) => isLeader)).toEqual([false, false])
  })

  it('[V21] an order of members is no change, a seat or a lead is', () => {
    const a: Choice[] = [{ personId: id(1), seat: 'X', isLeader: false }, { personId: id(2), seat: 'X', isLeader: false }]
    expect(isSame(a, [...a].reverse())).toBe(true)
    expect(isSame(a, lead(a, id(1)))).toBe(false)
    expect(isSame(a, seat(a, id(1), 'FIXED_VILLAGE'))).toBe(false)
  })

  it('[V23] the directory hides the inactive and the families of others', () => {
    const other = '01KAM3W6000000000000000008'
    const rows = [aRow(1, { organisation: '长汀村委会' }), aRow(2, { active: false }), aRow(3, { kind: 'GUARDIAN', relativeOf: other }), aRow(4, { kind: 'GUARDIAN', relativeOf: subjectId, relation: '父亲' })]
    const found = (text: string, kind: 'GUARDIAN' | null = null) => findInDirectory(rows, { text, kind, subjectId }).map(({ person }) => person.name)
    expect(found('')).toEqual(['人1', '人4'])
    expect(found(' 长汀 ')).toEqual(['人1'])
    expect(found('父')).toEqual(['人4'])
    expect(found('', 'GUARDIAN')).toEqual(['人4'])
  })

  it('[V24] findings stand at their seat, hard ones first', () => {
    const finding = (ruleId: string, level: Finding['level'], at: Finding['seat']): Finding => ({ ruleId, level, seat: at, text: '', article: '', quote: '', verified: true })
    const all = [finding('a', 'soft', null), finding('b', 'hard', null), finding('c', 'hard', 'FIXED_FAMILY')]
    expect(findingsAt(all, null).map(({ ruleId }) => ruleId)).toEqual(['b', 'a'])
    expect(findingsAt(all, 'FIXED_FAMILY').map(({ ruleId }) => ruleId)).toEqual(['c'])
  })

  it('[V25] a new guardian belongs to the subject, a new colleague to nobody', () => {
    const form = { ...emptyPerson(), name: ' 吴海 ', gender: '1' as const, relation: '父亲', organisation: '不写' }
    expect(personFacts(form, subjectId)).toMatchObject({ name: '吴海', relativeOf: subjectId, relation: '父亲', organisation: '' })
    expect(personFacts({ ...form, kind: 'VILLAGE' }, subjectId)).toMatchObject({ relativeOf: null, relation: '', organisation: '不写' })
  })
})

describe('the letter', () => {
  const member = (last: number, facts: Record<string, unknown>) => GroupMember.parse({
    personId: id(last), seat: 'X', name: `人${last}`, gender: '2', kind: 'VOLUNTEER', phone: '', organisation: '', relation: '', specialties: [], minorsKnowledge: false, isLeader: false, joinedOn: '2026-11-22', ...facts,
  })

  it('[V26] lists members by seat, the leader first, and says who they are', () => {
    const rows = membersBySeat([member(1, {}), member(2, { seat: 'FIXED_OFFICE', kind: 'STAFF' }), member(3, { seat: 'FIXED_OFFICE', kind: 'STAFF', isLeader: true })])
    expect(rows.map(({ seat: name, members }) => [name, ...members.map(({ name: who }) => who)])).toEqual([['司法所', '人3', '人2'], ['X 力量', '人1']])
    expect(standingOf(member(1, { organisation: '县医院', specialties: ['PSYCHOLOGY', 'LAW'] }))).toBe('志愿者，县医院，专长：心理学、法学')
    expect(plainDate('2026-01-05')).toBe('2026年1月5日')
  })
})
