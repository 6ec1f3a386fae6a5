import { findRecordKind } from '#shared/casework/kinds/index.ts'
import { findProcedureKind } from '#shared/casework/procedures/index.ts'
import type { DutyRow } from '#shared/contract/duty.ts'
import type { ProcedureRow, ProcedureSheet } from '#shared/contract/procedure.ts'
import type { GeneralKind } from '#shared/domain/record-kinds.ts'
import { GeneralKind as GeneralKinds } from '#shared/domain/record-kinds.ts'
import type { Subject } from '#shared/domain/subject.ts'
import type { Values } from '#shared/domain/values.ts'
import { type Failure, say } from '#shared/kernel/result.ts'
import { type LocalDate, localDateOf, toInstant } from '#shared/kernel/time.ts'
import { buildGroup } from '../demo/groups.ts'
import type { OfficeClient } from '../demo/office-client.ts'
import { createChoice } from '../demo/random.ts'
import { type AtHand, fillForm } from '../lawful/answers.ts'

/** What came of a row: what was written for it, or why nothing was. */
export type Worked =
  | { readonly did: 'record' | 'procedure' | 'group'; readonly id: string }
  | { readonly did: 'waits'; readonly why: string }
  | { readonly did: 'refused'; readonly why: string }

type Desk = { client: OfficeClient; officerId: string; now: number }

/** Opens the page that the row leads to and does there what it asks, through the contract as the page would. */
export async function workRow(desk: Desk, row: DutyRow): Promise<Worked> {
  const address = new URL(row.address, 'http://desk')
  const parts = address.pathname.split('/').filter(Boolean)
  const got = await desk.client.subject.get({ id: row.subjectId })
  if (!got.ok) return refused(got.error)
  const subject = got.value
  const [place, , page, name] = parts
  if (place === 'procedures') return stepOf(desk, subject, parts[1] ?? '')
  if (page === 'visit' || page === 'talk') return visitOrTalk(desk, subject, page)
  if (page === 'write') return write(desk, { subject, kind: GeneralKinds.parse(name), given: Object.fromEntries(address.searchParams) })
  if (page === 'begin') return begin(desk, { subject, name: name ?? '', evidence: address.searchParams.get('evidence') })
  if (page === 'group') return group(desk, subject)
  return { did: 'waits', why: '没有可填的表' }
}

async function visitOrTalk({ client, now }: Desk, subject: Subject, kind: 'visit' | 'talk'): Promise<Worked> {
  const common = { subjectId: subject.id, occurredAt: toInstant(now - 60_000), text: '情绪平稳，遵守各项规定，没有异常。', participants: [], attachments: [] }
  const record = kind === 'visit'
    ? { kind, ...common, place: subject.residence, visitType: 'ONSITE' as const, reason: 'ROUTINE' as const, met: [{ who: 'SUBJECT' as const, name: '' }], findings: [], nextVisitOn: null }
    : { kind, ...common, place: '司法所谈话室', endedAt: toInstant(now), purpose: 'PERIODIC' as const }
  const logged = await client.record.log({ record, draftId: null })
  return logged.ok ? { did: 'record', id: logged.value.record.id } : refused(logged.error)
}

/** Fills in a form of a record; what the address brought with it stands first. */
export async function write(desk: Desk, { subject, kind, given }: { subject: Subject; kind: GeneralKind; given: Values }): Promise<Worked> {
  const { client, now } = desk
  const form = findRecordKind(kind)
  const prepared = await client.record.prepare({ subjectId: subject.id, kind })
  if (!form || !prepared.ok) return refused(prepared.ok ? null : prepared.error)
  const values = fillForm(form.fields, { ...habitsOf(kind, subject), ...given }, atHand(desk, subject, prepared.value.links))
  const record = { kind, subjectId: subject.id, occurredAt: toInstant(now - 60_000), place: '司法所', text: '情况已核实，材料附卷。', participants: [], attachments: [], values }
  const logged = await client.record.log({ record, draftId: null })
  return logged.ok ? { did: 'record', id: logged.value.record.id } : refused(logged.error)
}

/** What an officer knows without looking: all papers are there, all checks made, a minor's guardian sits beside him. */
function habitsOf(kind: GeneralKind, { minorRegime, termEnd, injunction }: Subject): Values {
  const habits: Partial<Record<GeneralKind, Values>> = {
    handover: { steps: ['NOTIFIED', 'RECEIVED', 'RECEIPT'], documents: ['JUDGMENT', 'EXECUTION'], complete: true, sentBy: 'ONLINE', organ: '某县人民法院' },
    reportIn: { documentsChecked: true, identityVerified: true, identityNote: '身份证与人像一致', registered: true, fileOpened: true },
    declaration: { guardianPresent: minorRegime, guardianSigned: minorRegime },
    education: { together: minorRegime ? 'MINORS' : 'ADULTS', topic: '社区矫正法学习', minutes: 60 },
    report: { form: 'BOTH', coversInjunction: injunction !== '' },
    exitBan: { until: termEnd },
    notice: { to: ['PROCURATORATE', 'POLICE', 'COURT', 'DECISION_ORGAN', 'COUNTY', 'SUBJECT', 'UPPER_AGENCY', 'AUTHORITY'] },
  }
  return habits[kind] ?? {}
}

/** What the address names as evidence stands in the form already, as on the page. */
async function begin(desk: Desk, { subject, name, evidence }: { subject: Subject; name: string; evidence: string | null }): Promise<Worked> {
  const kind = findProcedureKind(name)
  const declared = kind?.steps[kind.opens]
  if (!kind || !declared) return { did: 'refused', why: `没有“${name}”这种办理` }
  const links = await desk.client.procedure.links({ subjectId: subject.id })
  if (!links.ok) return refused(links.error)
  const values = fillForm(declared.fields, 'evidence' in declared.fields && evidence ? { evidence: evidence.split(',') } : {}, atHand(desk, subject, links.value))
  const begun = await desk.client.procedure.begin({ subjectId: subject.id, kind: kind.kind, step: kind.opens, on: localDateOf(toInstant(desk.now)), values, attachments: [], draftId: null })
  return begun.ok ? { did: 'procedure', id: begun.value.procedure.id } : refused(begun.error)
}

/** What waits for this desk in procedures, as 今日 lists it: the next step of each whose day has come. Answers what was written. */
export async function takeTurns(desk: Desk): Promise<Worked[]> {
  const worked: Worked[] = []
  for (const row of await turnsOf(desk.client, localDateOf(toInstant(desk.now)))) {
    const got = await desk.client.subject.get({ id: row.subjectId })
    if (got.ok) worked.push(await stepOf(desk, got.value, row.id))
  }
  return worked
}

/** Procedures whose next step is this office's: at once, but for a return, which waits for its day. */
export async function turnsOf(client: OfficeClient, on: LocalDate): Promise<ProcedureRow[]> {
  const rows: ProcedureRow[] = []
  for (let total = 1; rows.length < total; ) {
    const page = await client.procedure.list({ subjectId: null, kind: null, ended: false, offset: rows.length, limit: 200 })
    if (!page.ok || page.value.rows.length === 0) break
    total = page.value.total
    rows.push(...page.value.rows)
  }
  return rows.filter(({ next }) => next?.here === true && (next.dueOn === null || next.dueOn <= on || !next.label.includes('销假')))
}

async function stepOf(desk: Desk, subject: Subject, id: string): Promise<Worked> {
  const sheet = await desk.client.procedure.get({ id })
  if (!sheet.ok) return refused(sheet.error)
  const next = nextHere(sheet.value)
  const declared = next && findProcedureKind(sheet.value.procedure.kind)?.steps[next.step]
  if (!next || !declared) return { did: 'waits', why: sheet.value.open.map(({ label, organLabel, locked }) => locked || `${organLabel}：${label}`).join('；') || '没有可办的步骤' }
  const links = await desk.client.procedure.links({ subjectId: subject.id })
  const guardian: Values = subject.minorRegime && 'guardian' in declared.fields ? { guardian: '父亲' } : {}
  const values = fillForm(declared.fields, guardian, atHand(desk, subject, links.ok ? links.value : []))
  const stepped = await desk.client.procedure.addStep({ id, step: next.step, on: localDateOf(toInstant(desk.now)), values, attachments: [], draftId: null, corrects: null })
  return stepped.ok ? { did: 'procedure', id } : refused(stepped.error)
}

/** The step that this desk has to take now: what must be done before what may be left out. */
function nextHere({ open }: ProcedureSheet) {
  const here = open.filter((one) => one.here && !one.locked)
  return here.find(({ optional }) => !optional)
}

async function group({ client, officerId, now }: Desk, subject: Subject): Promise<Worked> {
  const known = await client.group.get({ subjectId: subject.id })
  if (!known.ok) return refused(known.error)
  if (known.value.group) {
    const signed = known.value.group.members.map(({ name }) => ({ name, duty: '' }))
    const logged = await client.record.log({ record: { kind: 'letterSigned', subjectId: subject.id, occurredAt: toInstant(now - 60_000), place: '司法所', text: '', participants: [], attachments: [], values: { reason: 'FIRST', signed, subjectSigned: true, serialNo: known.value.letter } }, draftId: null })
    return logged.ok ? { did: 'record', id: logged.value.record.id } : refused(logged.error)
  }
  const everybody = await client.person.list({ kind: null, activeOnly: true })
  if (!everybody.ok) return refused(everybody.error)
  const of = (kind: string) => everybody.value.filter(({ person }) => person.kind === kind).map(({ person }) => ({ personId: person.id, gender: person.gender, minorsKnowledge: person.minorsKnowledge }))
  const staff = of('STAFF').filter(({ personId }) => personId === officerId)
  // Seat by seat as in the demo, but without the gaps that its choice leaves.
  await buildGroup(client, { ...createChoice(now), below: (limit) => Math.min(50, limit - 1) }, subject, { staff, volunteers: of('VOLUNTEER').filter(({ gender }) => gender === '2'), cadres: of('VILLAGE') })
  return { did: 'group', id: subject.id }
}

function atHand({ officerId, now }: Desk, { termEnd }: Subject, links: AtHand['links']): AtHand {
  return { now: toInstant(now - 60_000), termEnd, links, personId: officerId }
}

function refused(error: Failure | null): Worked {
  return { did: 'refused', why: error ? say(error) : '没有这种表' }
}

