import { canonicalJson } from '#shared/kernel/canonical.ts'
import { verifyCounty } from '../../src-server/services/verify/verify-county.ts'
import { deskOf, lineOf, type Sim, subjectsOf } from './scene.ts'
import { value } from './desk.ts'

/** Heals lines and clocks, lets everything drain, and looks at both stores from outside. Answers the first thing that is wrong. */
export async function checkAll(sim: Sim): Promise<string> {
  for (const [number] of sim.desks.entries()) {
    lineOf(sim, number).set('open')
    deskOf(sim, number).clock.now = Math.max(deskOf(sim, number).clock.now, sim.county.clock.now)
  }
  const drained = await drain(sim)
  return drained || (await books(sim)) || (await once(sim)) || (await saved(sim)) || (await replicas(sim)) || (await conflicts(sim))
}

async function drain(sim: Sim): Promise<string> {
  for (let round = 0; round < 3; round++) {
    for (const [number, desk] of sim.desks.entries()) {
      const now = await desk.client.sync.now({})
      if (!now.ok && round === 2) return `liveness: desk ${number} cannot exchange: ${now.error.code}`
      if (now.ok && round === 2 && now.value.waiting > 0) return `liveness: desk ${number} still waits with ${now.value.waiting}`
    }
  }
  return ''
}

/** I2, I3, I8, I11, I12: the ledger's own chains and signatures, and every item of every batch with its outcome. */
async function books({ county }: Sim): Promise<string> {
  const verified = await verifyCounty(county.county)
  if (verified.problem) return `I3 I11 I12: ${verified.problem}`
  const [part] = await county.sql('select l.device_id, l.number from ledger l where l.items <> (select count(*) from batch_items i where i.device_id = l.device_id and i.number = l.number) limit 1')
  if (part) return `I8: batch ${String(part['number'])} is there in part`
  const gaps = await county.sql('select device_id from ledger group by device_id having count(*) <> max(number)')
  return gaps.length > 0 ? 'I11: the ledger has a gap' : ''
}

/** I6: what was written once is there once, whatever was sent how often and by which way. */
async function once({ county }: Sim): Promise<string> {
  const numbers = await county.sql(`select document->>'subjectNo' as no from documents where collection = 'subjects' group by 1 having count(*) > 1`)
  if (numbers.length > 0) return `I6: the person ${String(numbers[0]?.['no'])} is there twice`
  const texts = await county.sql(`select document->>'text' as text from documents where collection = 'records' and document->>'kind' = 'visit' group by 1 having count(*) > 1`)
  return texts.length > 0 ? `I6: the record ${String(texts[0]?.['text'])} is there twice` : ''
}

/** I1, I2, I4, I9: whatever an officer was told is saved stands at the county, in a version or beside one as a conflict. */
async function saved({ county, saved: all }: Sim): Promise<string> {
  const [texts] = await county.sql(`select (select coalesce(string_agg(document::text, ' '), '') from document_versions) as versions, (select coalesce(string_agg(sent::text, ' '), '') from conflicts) as conflicts`)
  const [versions, beside] = [String(texts?.['versions']), String(texts?.['conflicts'])]
  for (const { token, lost, kind, id } of all) {
    if (lost) continue
    if (kind !== 'edit' && !versions.includes(`"${id}"`)) return `I1: ${kind} ${token} is not at the county`
    if (!versions.includes(`"${token}"`) && !beside.includes(`"${token}"`)) return `I9: the edit ${token} stands in no version and in no conflict`
  }
  return ''
}

/** I4, I5: the same batches, persons and records everywhere. */
async function replicas(sim: Sim): Promise<string> {
  const { county } = sim
  const hashes = new Set((await county.sql('select device_id, number from ledger')).map((row) => Number(row['number'])))
  for (const [number, { client }] of sim.desks.entries()) {
    for (const batch of await value(client.sync.batches({ limit: 200 }))) {
      if (batch.state !== 'receipted' || !hashes.has(batch.number)) return `I4: batch ${batch.number} of desk ${number} is not in the ledger`
    }
  }
  const rows = new Map((await county.sql(`select id, revision, document from documents where collection = 'subjects' and office_id = '331102001'`)).map((row) => [String(row['id']), row]))
  for (const [number, desk] of sim.desks.entries()) {
    const ids = await subjectsOf(desk)
    if (ids.length !== rows.size) return `I5: desk ${number} has ${ids.length} persons, the county ${rows.size}`
    for (const id of ids) {
      const { revision, receivedAt: _at, refused: _refused, ...document } = await value(desk.client.subject.get({ id }))
      const row = rows.get(id)
      const theirs = typeof row?.['document'] === 'string' ? JSON.parse(row['document']) : row?.['document']
      const differs = Object.entries(document).filter(([field, held]) => canonicalJson(held ?? null) !== canonicalJson(theirs?.[field] ?? null)).map(([field]) => field)
      if (Number(row?.['revision']) !== revision || differs.length > 0) return `I5: ${id} of desk ${number} is not the county's: ${differs.join(' ')} revision ${revision}/${String(row?.['revision'])}`
      const records = (await county.sql(`select id from documents where collection = 'records' and document->>'subjectId' = $1`, [id])).map((one) => String(one['id'])).sort()
      const held = (await value(desk.client.subject.timeline({ id, before: null, limit: 200 }))).entries.map(({ record }) => String(record.id)).sort()
      if (canonicalJson(records) !== canonicalJson(held)) return `I5: records of ${id}: desk ${number} has ${held.length}, the county ${records.length}`
    }
  }
  return ''
}

/** I13: every conflict and refusal in the ledger stands in somebody's 退回. */
async function conflicts(sim: Sim): Promise<string> {
  const [found] = await sim.county.sql(`select count(*)::int as n from batch_items where verdict in ('conflict', 'quarantined')`)
  if (Number(found?.['n']) === 0) return ''
  for (const { client } of sim.desks) if ((await value(client.sync.returned({}))).length > 0) return ''
  // Somebody may have taken it up since by a later edit that the county took; then an accepted version follows.
  const open = await sim.county.sql(`select 1 from batch_items b where verdict = 'quarantined' and not exists (select from batch_items later where later.document_id = b.document_id and later.number > b.number)`)
  return open.length > 0 ? 'I13: nobody is told of what came back' : ''
}
