import { describe, expect, it } from 'vitest'
import { aGroup, aMember, aSubject, someMembers, TODAY } from '../../../tests/factories/documents.ts'
import type { GroupMember } from '../../domain/group.ts'
import { LocalDate } from '../../kernel/time.ts'
import { checkGroup, groupRules } from '../index.ts'

type Over = { members?: GroupMember[]; exceptionReason?: string; letterPrintedAt?: null; gender?: '0' | '1' | '2' | '9'; minorRegime?: boolean; on?: LocalDate }

function check({ gender = '1', minorRegime = false, on = TODAY, ...group }: Over = {}): string[] {
  return checkGroup(aGroup(group), aSubject({ gender, minorRegime }), on).map(({ ruleId, level, seat }) => [ruleId, level, seat].filter(Boolean).join(' '))
}

const [staff, village, family] = someMembers()
const men = someMembers().map((member) => ({ ...member, gender: '1' as const }))

describe('rules of the group', () => {
  it('[G-01] [G-02] nobody there: no group, and each seat says that it is empty', () => {
    expect(check({ members: [] })).toEqual(['G-01 hard', 'G-02 hard FIXED_OFFICE', 'G-02 hard FIXED_VILLAGE', 'G-02 hard FIXED_FAMILY'])
    expect(check()).toEqual([])
  })

  it('[G-02] every seat counts, and only who fits holds it', () => {
    for (const [at, seat] of (['FIXED_OFFICE', 'FIXED_VILLAGE', 'FIXED_FAMILY'] as const).entries()) {
      expect(check({ members: someMembers().toSpliced(at, 1) })).toContain(`G-02 hard ${seat}`)
      const wrong = someMembers().map((member, i) => (i === at ? { ...member, kind: 'VOLUNTEER' as const } : member))
      expect(check({ members: wrong })).toContain(`G-02 hard ${seat}`)
      expect(check({ members: [...wrong, someMembers()[at] ?? aMember()] }).filter((one) => one.startsWith('G-02'))).toEqual([])
      expect(check({ members: someMembers().map((member, i) => (i === at ? { ...member, seat: 'X' as const } : member)) })).toContain(`G-02 hard ${seat}`)
    }
    expect(check({ members: [staff!, village!, { ...family!, kind: 'GUARDIAN' }] })).toEqual([])
  })

  it('[G-02] only the empty seat of the family is excused, and only by words', () => {
    expect(check({ members: [staff!, village!], exceptionReason: '父母已故，无其他家庭成员' })).toEqual(['G-02 soft FIXED_FAMILY'])
    expect(check({ members: [staff!, village!], exceptionReason: '  　' })).toEqual(['G-02 hard FIXED_FAMILY'])
    expect(check({ members: [staff!, family!], exceptionReason: '没有村委会' })).toEqual(['G-02 hard FIXED_VILLAGE'])
    expect(check({ members: [staff!, village!, aMember({ seat: 'FIXED_FAMILY', kind: 'OTHER' })], exceptionReason: '邻居代替' })).toEqual(['G-02 hard FIXED_FAMILY'])
  })

  it('[G-02] another subject\'s relative on the family\'s seat is asked about; of whom the directory says nothing, nothing is claimed', () => {
    const subject = aSubject({ gender: '1' })
    const found = (relativeOf: string | null) => checkGroup(aGroup({ members: [staff!, village!, family!] }), { ...subject, relatives: { [family!.personId]: relativeOf, [village!.personId]: aSubject().id } }, TODAY)
    expect([found(subject.id), found(null), checkGroup(aGroup({}), subject, TODAY)]).toEqual([[], [], []])
    expect(found(aSubject().id)).toMatchObject([{ ruleId: 'G-02', level: 'soft', seat: 'FIXED_FAMILY', text: expect.stringContaining(`${family!.name} 在名册里登记为另一名对象的家属`) }])
  })

  it('[G-03] a woman needs a woman; nobody else does', () => {
    expect(check({ members: men, gender: '2' })).toEqual(['G-03 hard X'])
    expect(check({ members: [...men, aMember({ seat: 'X', kind: 'VOLUNTEER', gender: '2' })], gender: '2' })).toEqual([])
    for (const gender of ['0', '1', '9'] as const) expect(check({ members: men, gender })).toEqual([])
    for (const gender of ['0', '1', '9'] as const) expect(check({ members: men.map((member) => ({ ...member, gender })), gender: '2' })).toEqual(['G-03 hard X'])
  })

  it('[G-04] [G-05] a minor needs who knows minors, and staff who can handle it', () => {
    expect(check({ minorRegime: true })).toEqual(['G-04 hard X', 'G-05 hard FIXED_OFFICE'])
    const knows = aMember({ seat: 'X', kind: 'VOLUNTEER', minorsKnowledge: true, specialties: ['PSYCHOLOGY'] })
    expect(check({ minorRegime: true, members: [...someMembers(), knows] })).toEqual(['G-05 hard FIXED_OFFICE'])
    for (const specialty of ['LAW', 'EDUCATION', 'PSYCHOLOGY'] as const) expect(check({ minorRegime: true, members: [{ ...staff!, specialties: [specialty] }, village!, family!, knows] })).toEqual([])
    for (const specialty of ['SOCIAL_WORK', 'MEDICINE', 'EMPLOYMENT', 'OTHER'] as const)
      expect(check({ minorRegime: true, members: [{ ...staff!, specialties: [specialty] }, village!, family!, knows] })).toEqual(['G-05 hard FIXED_OFFICE'])
    expect(check({ minorRegime: true, members: [{ ...staff!, minorsKnowledge: true }, village!, family!] })).toEqual([])
  })

  it('[G-06] [G-07] letter and leader are soft', () => {
    expect(check({ letterPrintedAt: null })).toEqual(['G-06 soft'])
    expect(check({ members: someMembers().map((member) => ({ ...member, isLeader: false })) })).toEqual(['G-07 soft'])
    expect(check({ members: someMembers().map((member) => ({ ...member, isLeader: true })) })).toEqual(['G-07 soft'])
    expect(check({ members: someMembers().map((member) => ({ ...member, isLeader: member.seat === 'FIXED_VILLAGE' })) })).toEqual(['G-07 soft'])
  })

  it('[GR1] a rule is silent before the day it came into force', () => {
    const on = (day: string): string[] => check({ members: [], minorRegime: true, gender: '2', on: LocalDate.parse(day) }).map((one) => one.slice(0, 4))
    expect(on('2020-06-30')).toEqual([])
    expect(on('2020-07-01')).toEqual(['G-01', 'G-03', 'G-04', 'G-05'])
    expect(on('2024-12-27')).not.toContain('G-02')
    expect(on('2024-12-28')).toContain('G-02')
  })

  it('[G-01] [G-03] [G-04] every finding carries article and words, and only words that were read are called verified', () => {
    const found = checkGroup(aGroup({ members: [] }), aSubject({ gender: '2', minorRegime: true }), TODAY)
    for (const finding of found) expect(finding.article).not.toBe('')
    for (const rule of Object.values(groupRules)) expect(rule.verified, rule.id).toBe(rule.quote !== '')
    expect(found.find(({ ruleId }) => ruleId === 'G-03')).toMatchObject({ article: '《社区矫正法》第二十五条第二款', quote: '社区矫正对象为女性的，矫正小组中应有女性成员。', verified: true })
    expect(found.find(({ ruleId }) => ruleId === 'G-05')).toMatchObject({ quote: '', verified: false })
  })
})
