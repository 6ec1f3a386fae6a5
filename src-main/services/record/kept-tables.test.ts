import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { caseFileOf } from '#shared/casework/case-file-of.ts'
import { excusedDuties } from '#shared/casework/duty.ts'
import type { Person } from '#shared/domain/person.ts'
import { GeneralKind } from '#shared/domain/record-kinds.ts'
import { type Confirmation, type CorrectionRecord, hasOpenIssues, recordStateOf, type Review } from '#shared/domain/record.ts'
import type { Subject } from '#shared/domain/subject.ts'
import { worstSyncState } from '#shared/domain/worst-sync-state.ts'
import { RecordId } from '#shared/kernel/ids.ts'
import { toInstant, toMilliseconds } from '#shared/kernel/time.ts'
import { AT, aSubject, aVisit, newId } from '../../../tests/factories/documents.ts'
import { testOffice, type TestOffice } from '../../../tests/factories/test-office.ts'
import { recordTables } from '../../store/derived/record-tables.ts'
import { readPlain } from '../../store/read-plain.ts'
import { casesOf } from '../duty/case-shelf.ts'
import { lastVisitOf, worstRecordOf } from '../subject/record-summary.ts'
import keptTables from './kept-tables.json' with { type: 'json' }
import { says } from './says.ts'

let office: TestOffice
let people: Person[]
let officer: Person

beforeAll(async () => {
  office = await testOffice()
  officer = await office.hire('officer')
  people = [await office.hire('officer'), await office.hire('officer')]
})
afterAll(async () => {
  expect(office.bugs).toEqual([])
  await office.close()
})

const step = fc.record({
  kind: fc.constantFrom('visit', 'visit', 'contact', 'notApplicable', 'confirmation'),
  minutes: fc.integer({ min: 0, max: 6 }),
  companions: fc.subarray([0, 1]),
  about: fc.option(fc.integer({ min: 0, max: 9 }), { nil: undefined }),
  way: fc.constantFrom('waiting', 'received', 'approved', 'returned', 'issues'),
  text: fc.constantFrom('平安', '电话不通', '换了工作'),
  again: fc.boolean(),
})
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never

function written(steps: readonly Step[], subject: Subject): CorrectionRecord[] {
  const made: CorrectionRecord[] = []
  for (const one of steps) {
    const occurredAt = toInstant(toMilliseconds(AT) - (10 + one.minutes) * 60_000)
    const about = one.about === undefined ? undefined : made[one.about]
    const base = { ...aVisit({ subjectId: subject.id, occurredAt, recordedAt: toInstant(toMilliseconds(AT) + made.length), text: one.text, participants: one.companions.flatMap((index) => people[index] ?? []).map(({ id, name }) => ({ personId: id, name })) }), id: newId(RecordId), ...wayOf(one.way) }
    if (one.kind === 'confirmation') {
      const person = people[one.companions[0] ?? 0] ?? officer
      if (about && about.kind !== 'confirmation') made.push(confirmationOf(base, about, person))
      continue
    }
    const corrects = about && about.kind === one.kind ? { recordId: about.id, reason: '写错了' } : null
    if (one.kind === 'visit') made.push({ ...base, corrects })
    else {
      const { visitType, reason, met, findings, nextVisitOn, ...general } = base
      void [visitType, reason, met, findings, nextVisitOn]
      made.push(one.kind === 'contact' ? { ...general, kind: 'contact', corrects, values: { reached: one.again } } : { ...general, kind: 'notApplicable', corrects, values: { duty: `duty-${one.minutes}` } })
    }
  }
  return made
}

function confirmationOf({ id, subjectId, occurredAt, recordedAt, deviceId, late, clockDoubt, review, revision, receivedAt, refused }: CorrectionRecord, about: CorrectionRecord, person: Person): Confirmation {
  return { kind: 'confirmation', id, subjectId, occurredAt, recordId: about.id, personId: person.id, method: 'PASSWORD', recordedAt, author: { personId: person.id, name: person.name, role: 'officer' }, deviceId, corrects: null, late, clockDoubt, review, revision, receivedAt, refused }
}

function wayOf(way: Step['way']): Pick<CorrectionRecord, 'review' | 'revision' | 'receivedAt' | 'refused'> {
  const word = (state: Review['state']): Review => ({ state, comment: '', by: '林一', at: AT })
  const received = { revision: 1, receivedAt: AT, refused: null }
  switch (way) {
    case 'waiting': return { review: null, revision: 0, receivedAt: null, refused: null }
    case 'received': return { ...received, review: null }
    case 'approved': return { ...received, review: word('APPROVED') }
    case 'returned': return { ...received, review: word('RETURNED') }
    default: return { ...received, review: word('ISSUES') }
  }
}

/** In any order, in one write or in several, and some of them twice, as a sync brings them. */
async function store(records: readonly CorrectionRecord[], steps: readonly Step[]): Promise<void> {
  const order = [...records].sort((a, b) => (a.id.slice(-4) < b.id.slice(-4) ? -1 : 1))
  const half = Math.floor(order.length / 2)
  await office.office().data.records.bulkInsert(order.slice(0, half).map((record) => ({ ...record, ...wayOf('waiting') })))
  await office.office().data.records.bulkInsert(order.slice(half))
  for (const [index, record] of order.slice(0, half).entries()) {
    if (steps[index]?.again) await (await office.office().data.records.findOne(record.id).exec(true)).incrementalPatch({ review: record.review, revision: record.revision, receivedAt: record.receivedAt })
  }
}

const total = { awaiting: 0, returned: 0, corrected: 0, excused: 0 }

describe('the tables beside the records', () => {
  it('[RC17] [DT13] say of every person, record and duty what reading all records says', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 18 }), async (steps) => {
        const { data } = office.office()
        const subject = aSubject({ state: 'ACTIVE' })
        await data.subjects.insert(subject)
        await store(written(steps, subject), steps)
        const all: CorrectionRecord[] = await readPlain(data.records, { selector: {} })
        const own = all.filter(({ subjectId }) => subjectId === subject.id)
        const replaced = new Set(all.flatMap(({ corrects }) => corrects?.recordId ?? []))
        const confirmed = new Set(all.flatMap((record) => (record.kind === 'confirmation' ? `${record.recordId} ${record.personId}` : [])))

        const awaiting = all.flatMap((record) => (record.kind === 'confirmation' || replaced.has(record.id) ? [] : record.participants.map(({ personId }) => `${record.id} ${personId}`))).filter((key) => !confirmed.has(key))
        const listed = await office.desk(officer).record.toConfirm({})
        expect(listed.ok && listed.value.rows.map(({ entry, personId }) => `${entry.record.id} ${personId}`).sort()).toEqual(awaiting.sort().slice(0, 300))
        // Asked for one, the rest is told by its number.
        const newest = await office.desk(officer).record.toConfirm({ limit: 1 })
        expect(newest.ok && newest.value.more).toBe(Math.max(0, awaiting.length - 1))

        const returned = all.filter((record) => (record.review?.state === 'RETURNED' || hasOpenIssues(record)) && !replaced.has(record.id)).map(({ id }) => id)
        expect((await office.office().sync.returnedRecords()).map(({ id }) => id).sort()).toEqual(returned.sort())
        const status = await office.office().sync.status()
        expect(status.inReview).toBe(all.filter((record) => recordStateOf(record) === 'inReview').length)

        expect(await worstRecordOf(office.office(), subject.id, null)).toBe(worstSyncState(own.filter(({ id }) => !replaced.has(id)).map(recordStateOf)))
        const visits = own.filter(({ id, kind }) => kind === 'visit' && !replaced.has(id)).map(({ occurredAt }) => occurredAt).sort()
        expect(await lastVisitOf(office.office(), subject.id)).toBe(visits.at(-1) ?? null)

        const one = await casesOf(office.office()).caseOf(subject.id)
        const whole = caseFileOf({ subject: one?.subject ?? subject, group: null, records: own, procedures: [], officeId: '' })
        const sorted = (facts: readonly object[]) => facts.map((fact) => JSON.stringify(fact)).sort()
        expect(sorted(one?.caseFile.facts ?? [])).toEqual(sorted(whole.facts))
        expect([...(one?.excused ?? [])].sort()).toEqual([...excusedDuties(own)].sort())

        const facts = own.filter(({ kind }) => kind !== 'confirmation')
        const found = await office.desk(officer).subject.timeline({ id: subject.id, before: null, limit: 200, text: '电话' })
        const chained = new Set(facts.filter((record) => says(record, '电话')).map(({ id }) => id))
        for (let size = -1; size !== chained.size; ) {
          size = chained.size
          for (const { id, corrects } of facts) if (corrects && (chained.has(id) || chained.has(corrects.recordId))) chained.add(id).add(corrects.recordId)
        }
        const shown = found.ok ? found.value.entries.map(({ record }) => record.id) : []
        expect(new Set(shown).size).toBe(shown.length)
        for (const { id } of facts.filter((record) => says(record, '电话'))) expect(shown).toContain(id)
        for (const id of shown) expect(chained.has(id)).toBe(true)
        total.awaiting += awaiting.length
        total.returned += returned.length
        total.corrected += replaced.size
        total.excused += one?.excused.size ?? 0
      }),
      { numRuns: Number(process.env['RECORD_TABLE_RUNS'] ?? 8), seed: 20261122 },
    )
    for (const count of Object.values(total)) expect(count).toBeGreaterThan(0)
  })

  it('[RC18] have another number when what is kept of a record is another: files of today keep what was worked out before', () => {
    const subjectId = '01ARZ3NDEKTSV4RRFFQ69G5FAV' as Subject['id']
    const id = '01ARZ3NDEKTSV4RRFFQ69G5FAW' as CorrectionRecord['id']
    const { visitType, reason, met, findings, nextVisitOn, ...general } = { ...aVisit({ subjectId, author: { personId: subjectId as unknown as Person['id'], name: '', role: 'officer' } }), id }
    void [visitType, reason, met, findings, nextVisitOn]
    // The last column of the entry: what the rules read.
    const facts = (kind: GeneralKind) => String(recordTables.rowsOf({ ...general, kind, values: {} })[1]?.[0]?.at(-1) ?? 'null')
    const now = Object.fromEntries(GeneralKind.options.map((kind) => [kind, facts(kind)] as const).filter(([, text]) => text !== ''))
    const shape = createHash('sha256').update(JSON.stringify([recordTables.tables, recordTables.sql])).digest('hex').slice(0, 16)
    // Another text of a kind, or another shape: raise `version` in record-tables.ts by one. A new kind only comes into the list. Then write what was received into the file.
    expect({ version: recordTables.version, shape, facts: now }).toEqual(keptTables)
  })
})
