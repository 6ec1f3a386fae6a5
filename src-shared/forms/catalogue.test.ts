import { describe, expect, it } from 'vitest'
import { aGroup, aSubject, someMembers, TODAY } from '../../tests/factories/documents.ts'
import { termId } from '../domain/group.ts'
import { findTemplate, templates } from './catalogue.ts'
import type { Sheet } from './sheet.ts'
import { sheetOf } from './catalogue.ts'
import type { Source } from './template.ts'
import { titleSourceOf } from './title-source.ts'

// Every row of domain.md §4 with the template that serves it.
const asked: Readonly<Record<string, readonly string[]>> = {
  调查评估意见书: ['approval-assessment'], 法律文书补齐通知书: ['supplementNotice'], 基本信息表: ['basicInfo'], 报到情况通知单: ['reportNotice'], '保证书、告知书': ['undertaking'], 宣告书: ['declaration'], 责任书: ['responsibilityLetter'], 矫正方案: ['plan'],
  '成员名册、变更表': ['roster', 'rosterChange'], '走访、谈话、个别教育': ['visitRecord', 'talkTranscript', 'record-education'], '外出审批表、告知书': ['approval-leave', 'leaveNotice'], 经常性跨市县: ['approval-recurringTravel', 'recurringNotice'],
  '会客、进入场所': ['approval-visitor', 'visitorNotice', 'approval-placeEntry', 'placeEntryNotice'], 执行地变更: ['approval-placeChange', 'placeChangeInquiry', 'placeChangeReply', 'placeChangeDecision', 'handoverList'], 查找: ['searchAssist', 'record-search'],
  电子定位: ['approval-positioning', 'positioningDecision', 'positioningNotice', 'positioningExtension', 'positioningRelease'], 病情: ['approval-medicalExtension', 'record-bodyReport', 'record-medical'], 考核: ['approval-appraisal', 'appraisalPublication'],
  '表扬、训诫、警告': ['approval-commendation', 'commendationDecision', 'approval-admonition', 'admonitionDecision', 'approval-warning', 'warningDecision'], 治安处罚: ['penaltyProposal'],
  提请: ['revokeProbationProposal', 'revokeParoleProposal', 'commitProposal', 'arrestProposal', 'commutationProposal', 'approval-commutation'], 解除: ['approval-discharge', 'dischargeDeclaration', 'certificate', 'dischargeNotice'], 终止: ['terminationNotice'],
  送达: ['serviceReceipt'], 禁止令: ['injunctionAssist'], 档案: ['handoverList'],
}
const source = (over: Partial<Source> = {}): Source => ({ officeName: '样板司法所', countyName: '', on: TODAY, subject: aSubject(), group: aGroup(), records: [], procedures: [], record: null, procedure: null, ...over })
const textOf = ({ blocks }: Sheet): string => JSON.stringify(blocks)

describe('the documents', () => {
  it('[FO1] every document of the dossier has a template; ids are given once', () => {
    for (const [row, ids] of Object.entries(asked)) for (const id of ids) expect(findTemplate(id), `${row}: ${id}`).toBeDefined()
    expect(new Set(templates.map(({ id }) => id)).size).toBe(templates.length)
    for (const template of templates) expect(template.version, template.id).toBeGreaterThan(0)
  })

  it('[FO9] no title counts as verified while the official set was not compared, and each says where it comes from', () => {
    expect(templates.filter(({ titleVerified }) => titleVerified)).toEqual([])
    expect(['warningDecision', 'leaveNotice', 'roster'].map(titleSourceOf)).toEqual(['BOTH', 'UNSURE', 'LOCAL'])
  })

  it('[FO10] a document without its facts is not offered: no letter without members, no change without one, nothing published of a minor', () => {
    const applies = (id: string, over: Partial<Source> = {}): boolean | undefined => findTemplate(id)?.applies(source(over))
    expect([applies('responsibilityLetter'), applies('responsibilityLetter', { group: null })]).toEqual([true, false])
    const [first, ...rest] = someMembers()
    const former = [{ ...first!, id: termId(first!), endedOn: TODAY, reason: 'REPLACED' as const, note: '' }]
    expect([applies('rosterChange'), applies('rosterChange', { group: aGroup({ members: rest, former }) })]).toEqual([false, true])
    expect([applies('appraisalPublication'), applies('appraisalPublication', { subject: aSubject({ minorRegime: true }) })]).toEqual([true, false])
  })

  it('[FO1] the letter names everybody on his seat, the change table who left and why, the roster the station', () => {
    const template = (id: string) => findTemplate(id) ?? expect.fail(id)
    const letter = textOf(sheetOf(template('responsibilityLetter'), source(), null))
    for (const { name } of someMembers()) expect(letter).toContain(name)
    const [first, ...rest] = someMembers()
    const change = textOf(sheetOf(template('rosterChange'), source({ group: aGroup({ members: rest, former: [{ ...first!, id: termId(first!), endedOn: TODAY, reason: 'MOVED_AWAY', note: '去温州' }] }) }), null))
    expect(change).toContain('迁走、外出')
    expect(textOf(sheetOf(template('roster'), source({ station: { name: '长汀村工作站', address: '', headName: '吴建国', phone: '' } }), null))).toContain('长汀村工作站')
  })
})
