import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { unreachable } from '#shared/kernel/unreachable.ts'
import { toInstant } from '#shared/kernel/time.ts'
import { createCode } from '../../src-server/services/enrolment-code.ts'
import { someFacts, someVisitFacts } from '../factories/documents.ts'
import { offices, startOfTests, type TestCluster } from '../server/support/test-county.ts'
import { createFaultyLine } from '../sync/faulty-line.ts'
import { checkAll } from './check.ts'
import { openDesk, value } from './desk.ts'
import type { Operation } from './schedule.ts'
import { deskOf, lineOf, type Sim, subjectsOf } from './scene.ts'
import { openSimCounty, type SimCounty } from './sim-county.ts'
import { carryStick, consoleOf } from './stick.ts'

/** Designs that are wrong on purpose, switched on by the simulator alone to see that it finds them. */
export const wrongDesigns = ['pageForgotten', 'conflictForgotten', 'storedInPart', 'storedTwice'] as const
export type WrongDesign = (typeof wrongDesigns)[number]

/** Plays operations on a fresh county and fresh desks, heals everything, and answers what is wrong; empty: nothing. */
export async function play(cluster: TestCluster, operations: readonly Operation[], wrong: WrongDesign | '' = ''): Promise<{ problem: string; faults: number; saved: number }> {
  const sim: Sim = { county: await openSimCounty(cluster), desks: [], lines: [], saved: [], sticks: [], backups: [], folder: mkdtempSync(join(tmpdir(), 'sim-stick-')), count: 0, faults: 0 }
  try {
    await plant(sim.county, wrong)
    for (let one = 0; one < 2; one++) {
      sim.lines.push(await createFaultyLine(sim.county.url))
      sim.desks.push(await openDesk(startOfTests, wrong))
      const code = (await createCode(sim.county.county, offices.nanming, 'sim'))?.code ?? ''
      await value(deskOf(sim, one).client.enrolment.enrol({ address: lineOf(sim, one).url, code }))
    }
    for (const [place, operation] of operations.entries()) {
      try {
        await withLease(sim, operation)
      } catch (error) {
        return { problem: `step ${place} ${operation.do}: ${error instanceof Error ? error.message : String(error)}`, faults: sim.faults, saved: sim.saved.length }
      }
    }
    return { problem: await checkAll(sim), faults: sim.faults, saved: sim.saved.length }
  } finally {
    for (const desk of sim.desks) await desk.close()
    for (const line of sim.lines) await line.close()
    await sim.county.close()
    rmSync(sim.folder, { recursive: true, force: true })
  }
}

async function plant(county: SimCounty, wrong: WrongDesign | ''): Promise<void> {
  const forget = (table: string, when: string) => county.sql(`create function forget_${table}() returns trigger language plpgsql as $$ begin return null; end $$; create trigger forget before insert on ${table} for each row when (${when}) execute function forget_${table}()`)
  if (wrong === 'conflictForgotten') await forget('conflicts', 'true')
  if (wrong === 'storedTwice') await county.sql(`create function store_twice() returns trigger language plpgsql as $$ begin insert into documents (collection, id, office_id, revision, received_at, document) values (new.collection, left(new.id, 25) || 'Z', new.office_id, new.revision, new.received_at, jsonb_set(new.document, '{id}', to_jsonb(left(new.id, 25) || 'Z'))) on conflict do nothing; return null; end $$; create trigger twice after insert on documents for each row when (new.collection = 'records' and right(new.id, 1) <> 'Z') execute function store_twice()`)
  if (wrong === 'storedInPart') await forget('batch_items', 'new.place = 0')
}

/** A desk whose lease a jump of its clock has ended asks the county, as its sentence says, and goes on. */
async function withLease(sim: Sim, operation: Operation): Promise<void> {
  try {
    await perform(sim, operation)
  } catch (error) {
    if (!('desk' in operation) || !(error instanceof Error) || !error.message.startsWith('LEASE_READ_ONLY')) throw error
    lineOf(sim, operation.desk).set('open')
    await deskOf(sim, operation.desk).client.sync.now({})
    await perform(sim, operation)
  }
}

async function perform(sim: Sim, operation: Operation): Promise<void> {
  const desk = 'desk' in operation ? deskOf(sim, operation.desk) : null
  if (desk) desk.clock.now += 1000
  sim.county.clock.now += 1000
  switch (operation.do) {
    case 'create': return create(sim, operation.desk)
    case 'visit': return visit(sim, operation.desk, operation.pick)
    case 'edit': return edit(sim, operation)
    case 'sync': {
      lineOf(sim, operation.desk).set(operation.line)
      if (operation.line !== 'open') sim.faults++
      await deskOf(sim, operation.desk).client.sync.now({})
      lineOf(sim, operation.desk).set('open')
      return
    }
    case 'stick': return carryStick(sim, operation.desk % sim.desks.length, operation.fate)
    case 'review': return review(sim, operation)
    case 'correct': return correct(sim, operation.desk, operation.pick)
    case 'kill': {
      sim.faults++
      // What is under way when the power goes was never said to be saved; it may be there or not.
      const during = operation.during === 'sync' ? () => deskOf(sim, operation.desk).client.sync.now({}) : operation.during === 'visit' ? () => visit(sim, operation.desk, operation.pick) : undefined
      return deskOf(sim, operation.desk).kill(during)
    }
    case 'clock': {
      sim.faults++
      deskOf(sim, operation.desk).clock.now += operation.hours * 3_600_000
      return
    }
    case 'backUpDesk': {
      const path = await deskOf(sim, operation.desk).backUp(mkdtempSync(join(sim.folder, 'backup-')))
      sim.backups[operation.desk] = { path, at: sim.count }
      return
    }
    case 'restoreDesk': {
      const backup = sim.backups[operation.desk]
      if (!backup) return
      sim.faults++
      await deskOf(sim, operation.desk).restore(backup.path)
      for (const one of sim.saved) if (one.desk === operation.desk && one.at > backup.at) one.lost = true
      return
    }
    case 'backUpCounty': return sim.county.backUp().then(() => retarget(sim))
    case 'restoreCounty': return sim.county.restore().then((done) => { if (done) sim.faults++; retarget(sim) })
    case 'restartCounty': return sim.county.restart().then(() => { sim.faults++; retarget(sim) })
    default: return unreachable(operation)
  }
}

function retarget(sim: Sim): void {
  for (const line of sim.lines) line.retarget(sim.county.url)
}

async function create(sim: Sim, desk: number): Promise<void> {
  const token = `S${++sim.count}`
  const { id } = await value(deskOf(sim, desk).client.subject.create(someFacts({ subjectNo: `${token}-${desk}`, idNo: '' })))
  sim.saved.push({ desk, kind: 'subject', id, token: `${token}-${desk}`, at: sim.count, lost: false })
}

async function visit(sim: Sim, desk: number, pick: number): Promise<void> {
  const at = deskOf(sim, desk)
  const ids = await subjectsOf(at)
  const subjectId = ids[pick % ids.length]
  if (!subjectId) return
  const token = `走访${++sim.count}`
  const draft = someVisitFacts({ text: token, occurredAt: toInstant(at.clock.now - 600_000), participants: [], attachments: [] })
  const { record } = await value(at.client.record.log({ record: { ...draft, subjectId }, draftId: null }))
  sim.saved.push({ desk, kind: 'visit', id: record.id, token, at: sim.count, lost: false })
  const again = await value(at.client.record.get({ id: record.id }))
  if (!('text' in again.record) || again.record.text !== token) throw new Error('I7: a record reads otherwise than it was saved')
}

/** The county says something to one of the records that it holds. */
async function review(sim: Sim, { pick, state }: Extract<Operation, { do: 'review' }>): Promise<void> {
  const console = await consoleOf(sim)
  const { rows } = await value(console.record.list({ filter: { officeId: null, subjectId: null, kind: 'visit', review: null, since: null }, offset: 0, limit: 100 }))
  const row = rows[pick % Math.max(1, rows.length)]
  if (row) await value(console.record.review({ ids: [row.record.id], state, comment: '请核对' }))
}

async function correct(sim: Sim, desk: number, pick: number): Promise<void> {
  const at = deskOf(sim, desk)
  const ids = await subjectsOf(at)
  const subjectId = ids[pick % ids.length]
  if (!subjectId) return
  const { entries } = await value(at.client.subject.timeline({ id: subjectId, before: null, limit: 50 }))
  const found = entries.find(({ record, correctedBy }) => record.kind === 'visit' && correctedBy === null)
  if (!found) return
  const token = `更正${++sim.count}`
  const draft = someVisitFacts({ text: token, occurredAt: toInstant(at.clock.now - 600_000), participants: [], attachments: [] })
  const corrected = await at.client.record.correct({ recordId: found.record.id, record: { ...draft, subjectId }, reason: '写错了', draftId: null })
  if (!corrected.ok && String(corrected.error.code) === 'LEASE_READ_ONLY') throw new Error('LEASE_READ_ONLY')
  // Somebody at the other desk may have corrected it already, and it has come here since.
  if (corrected.ok) sim.saved.push({ desk, kind: 'visit', id: corrected.value.record.id, token, at: sim.count, lost: false })
}

async function edit(sim: Sim, { desk, pick, field }: Extract<Operation, { do: 'edit' }>): Promise<void> {
  const { client } = deskOf(sim, desk)
  const ids = await subjectsOf(deskOf(sim, desk))
  const id = ids[pick % ids.length]
  if (!id) return
  const token = field === 'phone' ? String(13_800_000_000 + ++sim.count) : `字${++sim.count}`
  const { id: _id, source: _source, withdrawn: _withdrawn, createdAt: _created, editedAt, editedBy: _by, revision: _revision, receivedAt: _at, refused: _refused, ...facts } = await value(client.subject.get({ id }))
  await value(client.subject.edit({ id, editedAt, facts: { ...facts, [field]: token } }))
  // Between the two the county's word on another edit may have come: then this one stands beside it, and I9 looks for it.
  const read = await value(client.subject.get({ id }))
  if (read[field] !== token && read.receivedAt === null) throw new Error('I7: an edit reads otherwise than it was saved')
  sim.saved.push({ desk, kind: 'edit', id, token, at: sim.count, lost: false })
}
