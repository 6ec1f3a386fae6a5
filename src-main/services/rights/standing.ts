import { z } from 'zod'
import { Instant, LocalDate, localDateOf } from '#shared/kernel/time.ts'
import { PersonId } from '#shared/kernel/ids.ts'
import { atDesk, type Context, type Office } from '../../host/office.ts'

/** What a record of standing in (代理承办) says. */
export const StandInValues = z.object({ absent: PersonId, deputy: PersonId, from: LocalDate, to: LocalDate, ended: z.boolean().default(false) })
const LookValues = z.object({ until: Instant })

type Row = { record: string; subject: string }

/** Everybody whose cases are the caller's today: himself, and whom he stands in for. */
export async function actsFor(context: Context): Promise<ReadonlySet<string>> {
  const { office, me } = atDesk(context)
  const today = localDateOf(office.now())
  const running = (await standIns(office)).filter(({ said }) => said.deputy === me.personId && !said.ended && said.from <= today && today <= said.to)
  return new Set([me.personId, ...running.map(({ said }) => said.absent)])
}

/** Whose files the caller has opened in an emergency, while the time runs. */
export async function emergencySubjects(context: Context): Promise<ReadonlySet<string>> {
  const { office, me } = atDesk(context)
  const rows = await office.derived<Row>(`SELECT record, subject FROM derived_records_entries WHERE kind = 'emergencyLook' AND author = ? ORDER BY occurred DESC LIMIT 50`, [me.personId])
  if (rows.length === 0) return new Set()
  const found = await office.data.records.findByIds(rows.map(({ record }) => record)).exec()
  const now = office.now()
  return new Set([...found.values()].flatMap((one) => {
    const record = one.toMutableJSON()
    const said = 'values' in record ? LookValues.safeParse(record.values).data : undefined
    return said && said.until > now ? [record.subjectId] : []
  }))
}

/** Every arrangement of standing in that stands, newest first; a later record about the same one takes its place. */
export async function standIns(office: Office): Promise<{ id: string; at: Instant; by: string; reason: string; said: z.output<typeof StandInValues> }[]> {
  const rows = await office.derived<Row>(`SELECT record, subject FROM derived_records_entries WHERE kind = 'standIn' ORDER BY occurred DESC, record DESC LIMIT 500`, [])
  if (rows.length === 0) return []
  const found = await office.data.records.findByIds(rows.map(({ record }) => record)).exec()
  const seen = new Set<string>()
  return rows.flatMap(({ record: id }) => {
    const record = found.get(id)?.toMutableJSON()
    const said = record && 'values' in record ? StandInValues.safeParse(record.values).data : undefined
    if (!record || !said) return []
    const key = `${said.absent} ${said.deputy} ${said.from}`
    if (seen.has(key)) return []
    seen.add(key)
    return [{ id, at: record.recordedAt, by: record.author.name, reason: 'values' in record ? String(record.values['reason'] ?? '') : '', said }]
  })
}
