import { describe, expect, it } from 'vitest'
import { day } from '../../../tests/factories/case-file.ts'
import { aGroup, aMember, aSubject, someMembers, TODAY } from '../../../tests/factories/documents.ts'
import { type EndedTerm, type GroupMember, termId } from '../../domain/group.ts'
import type { Tie } from '../../domain/person.ts'
import { checkGroup, defaultPolicy, type Known, signaturesOf, vacanciesOf } from '../index.ts'

const [staff, village, family] = someMembers()
const subject = aSubject({ gender: '1' })
const ended = (member: GroupMember, endedOn: string): EndedTerm => ({ ...member, id: termId(member), endedOn: day(endedOn), reason: 'REPLACED', note: '' })
const found = (members: GroupMember[], known: Known = {}, more: Partial<Parameters<typeof checkGroup>[0]> = {}): string[] =>
  checkGroup({ ...aGroup({ members }), ...more }, { gender: subject.gender, minorRegime: false, id: subject.id, ...known }, TODAY).map(({ ruleId, level, seat }) => `${ruleId} ${level} ${seat ?? ''}`)

describe('terms, ties and loads', () => {
  it('[G-09] a seat that fell empty is said with its day, and only past the county\'s days', () => {
    const former = [ended(village!, '2026-11-01'), ended({ ...village!, joinedOn: day('2026-11-01') }, '2026-11-05')]
    const group = { members: [staff!, family!], exceptionReason: '', former }
    expect(vacanciesOf(group)).toEqual([{ seat: 'FIXED_VILLAGE', since: '2026-11-05', termId: former[1]?.id }])
    expect(vacanciesOf({ ...group, members: [staff!, village!, family!] })).toEqual([])
    expect(vacanciesOf({ members: [], exceptionReason: '' })).toEqual([])
    expect(vacanciesOf({ members: [staff!, village!], exceptionReason: '父母已故', former: [ended(family!, '2026-11-01')] })).toEqual([])
    const of = (groupVacancyDays: number): string[] => found([staff!, family!], { policy: { ...defaultPolicy, groupVacancyDays } }, { former })
    expect(of(14)).toContain('G-09 soft FIXED_VILLAGE')
    expect(of(15)).not.toContain('G-09 soft FIXED_VILLAGE')
  })

  it('[G-10] whom the subject may not meet is refused, other interests and equal names are asked about', () => {
    const tied = (tie: Tie['tie'], seat: GroupMember['seat'] = 'X', subjectId = subject.id): string[] => {
      const member = aMember({ seat, kind: seat === 'X' ? 'VOLUNTEER' : 'FAMILY' })
      return found([...someMembers(), member], { ties: { [member.personId]: [{ subjectId, tie, note: '' }] } }).filter((one) => one.startsWith('G-10'))
    }
    for (const tie of ['VICTIM', 'ACCUSER', 'INFORMANT', 'ACCOMPLICE', 'IN_CORRECTION'] as const) expect(tied(tie), tie).toEqual(['G-10 hard X'])
    for (const tie of ['VICTIM_FAMILY', 'DISPUTE', 'RELATIVE'] as const) expect(tied(tie), tie).toEqual(['G-10 soft X'])
    expect(tied('RELATIVE', 'FIXED_FAMILY')).toEqual([])
    expect(tied('VICTIM', 'X', aSubject().id)).toEqual([])
    expect(found(someMembers(), { barred: [{ name: village!.name, why: '被害人' }, { name: '', why: '' }] })).toContain('G-10 soft FIXED_VILLAGE')
  })

  it('[G-11] a ceiling warns for who helps, not for staff or a cadre', () => {
    const volunteer = aMember({ seat: 'X', kind: 'VOLUNTEER' })
    const loads = (count: number) => Object.fromEntries([...someMembers(), volunteer].map(({ personId }) => [personId, count]))
    const members = [...someMembers(), volunteer]
    expect(found(members, { loads: loads(defaultPolicy.volunteerCeiling) })).toEqual([])
    expect(found(members, { loads: loads(defaultPolicy.volunteerCeiling + 1) })).toEqual(['G-11 soft X'])
  })

  it('[G-06] a letter stands for the members it was printed for; everybody signs after a change', () => {
    const members = someMembers()
    const version = (serial: string, of: GroupMember[]) => ({ serial, printedAt: aGroup({}).editedAt, members: of.map(({ personId, name, seat, isLeader }) => ({ personId, name, seat, isLeader })) })
    const letters = [version('1号', members.slice(0, 2)), version('2号', members)]
    expect(found(members, {}, { letters })).toEqual([])
    // The mark alone is not believed: two desks may have joined to members that no letter names.
    expect(found(members.slice(0, 2).concat(aMember({ seat: 'FIXED_FAMILY', kind: 'FAMILY' })), {}, { letters })).toEqual(['G-06 soft '])
    const names = members.map(({ name }) => name)
    const state = (signed: Parameters<typeof signaturesOf>[1], more = {}) => signaturesOf({ members, ...more }, signed).map(({ current }) => current)
    expect(state([])).toEqual([false, false, false])
    expect(state([{ on: TODAY, names: names.slice(0, 2), serial: '' }])).toEqual([true, true, false])
    expect(state([{ on: TODAY, names, serial: '1号' }], { letters })).toEqual([false, false, false])
    expect(state([{ on: TODAY, names, serial: '2号' }], { letters })).toEqual([true, true, true])
    const changed = [members[0]!, members[1]!, { ...members[2]!, joinedOn: day('2026-12-01') }]
    expect(signaturesOf({ members: changed }, [{ on: TODAY, names, serial: '' }]).map(({ current }) => current)).toEqual([false, false, false])
  })
})
