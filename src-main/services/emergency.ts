import { z } from 'zod'
import { findRecordKind } from '#shared/casework/kinds/index.ts'
import type { SliceHandlers } from '#shared/contract/define.ts'
import type { emergency, standIn } from '#shared/contract/emergency.ts'
import { neverSent } from '#shared/domain/document.ts'
import { maskName } from '#shared/domain/mask-name.ts'
import { GeneralRecord } from '#shared/domain/record.ts'
import type { GeneralKind } from '#shared/domain/record-kinds.ts'
import { officeItself, PersonId, RecordId, SubjectId } from '#shared/kernel/ids.ts'
import { fail, ok } from '#shared/kernel/result.ts'
import { Instant, localDateOf, toInstant, toMilliseconds } from '#shared/kernel/time.ts'
import { atDesk, type Context } from '../host/office.ts'
import { tellChanged } from './record/entries.ts'
import { standIns, StandInValues } from './rights/standing.ts'
import { findSubject } from './scope.ts'

/** A way into a file that is not one's own: written down, and so on its way to the county, before anything is shown. */
export const emergencyHandlers: SliceHandlers<typeof emergency, Context> = {
  async open(context, { name, idNo, reason, minutes }) {
    const { office } = atDesk(context)
    const found = (await office.data.subjects.find({ selector: { idNo: { $eq: idNo.toUpperCase() }, name: { $eq: name } } }).exec()).map((document) => document.toMutableJSON()).find(({ withdrawn }) => !withdrawn)
    // What is one's own anyway needs no emergency; asked as an action of the files, whose reach is narrower than this one's.
    if (!found || (await findSubject({ ...context, reach: 'ownCases' }, found.id))) return fail('NOT_AVAILABLE')
    const until = toInstant(toMilliseconds(office.now()) + minutes * 60_000)
    await write(context, 'emergencyLook', { subjectId: found.id, values: { reason, until } })
    return ok({ subjectId: found.id, until })
  },
  async list(context, { limit }) {
    const { office } = atDesk(context)
    const rows = await office.derived<{ record: string }>(`SELECT record FROM derived_records_entries WHERE kind IN ('emergencyLook', 'accessAlert') ORDER BY occurred DESC LIMIT ?`, [limit])
    const found = await office.data.records.findByIds(rows.map(({ record }) => record)).exec()
    const records = rows.flatMap(({ record }) => found.get(record)?.toMutableJSON() ?? [])
    const subjects = await office.data.subjects.findByIds(records.map(({ subjectId }) => subjectId)).exec()
    return ok(records.flatMap((record) => {
      if (record.kind !== 'emergencyLook' && record.kind !== 'accessAlert') return []
      const subject = subjects.get(record.subjectId)
      return [{ id: record.id, at: record.occurredAt, by: record.author.name, about: subject ? maskName(subject.name) : '', subjectId: subject ? record.subjectId : null, kind: record.kind, words: findRecordKind(record.kind)?.summary(record.values) ?? '', until: Until.safeParse(record.values).data?.until ?? null, acknowledged: record.review?.state === 'APPROVED' }]
    }))
  },
}

/** Who does whose cases while he is away; each arrangement and each early end is a record of the office. */
export const standInHandlers: SliceHandlers<typeof standIn, Context> = {
  async list(context) {
    const { office } = atDesk(context)
    const today = localDateOf(office.now())
    const [all, people] = [await standIns(office), await office.data.people.find().exec()]
    const nameOf = (id: string): string => people.find((one) => one.id === id)?.name ?? ''
    return ok(all.map(({ id, by, reason, said }) => ({ id, absentId: said.absent, absentName: nameOf(said.absent), deputyId: said.deputy, deputyName: nameOf(said.deputy), from: said.from, to: said.to, reason, by, ended: said.ended, running: !said.ended && said.from <= today && today <= said.to })))
  },
  async begin(context, { absentId, deputyId, from, to, reason }) {
    const { office } = atDesk(context)
    const [absent, deputy] = await Promise.all([absentId, deputyId].map((id) => office.data.people.findOne(id).exec()))
    if (!absent || !deputy?.account?.active || deputy.account.role === 'volunteer') return fail('NOT_AVAILABLE')
    if (absentId === deputyId) return fail('INVALID_INPUT', { field: '代理人', problem: '不能代理自己' })
    if (to < from || to < localDateOf(office.now())) return fail('INVALID_INPUT', { field: '止期', problem: '止期早于起期或者今天' })
    await write(context, 'standIn', { subjectId: officeItself, values: { absent: absentId, absentName: absent.name, deputy: deputyId, deputyName: deputy.name, from, to, reason, ended: false } })
    return ok({})
  },
  async end(context, { id }) {
    const { office } = atDesk(context)
    const record = (await office.data.records.findOne(id).exec())?.toMutableJSON()
    const said = record?.kind === 'standIn' ? StandInValues.safeParse(record.values).data : undefined
    if (record?.kind !== 'standIn' || !said || said.ended) return fail('NOT_AVAILABLE')
    await write(context, 'standIn', { subjectId: officeItself, values: { ...record.values, ended: true } })
    return ok({})
  },
}

const Until = z.object({ until: Instant })

async function write(context: Context, kind: GeneralKind, { subjectId, values }: { subjectId: string; values: Record<string, unknown> }): Promise<void> {
  const { office, me } = atDesk(context)
  const now = office.now()
  const record = GeneralRecord.parse({
    kind, id: office.newId(RecordId), subjectId, occurredAt: now, recordedAt: now, place: '', text: '', participants: [], attachments: [], author: { personId: PersonId.parse(me.personId), name: me.name, role: me.role },
    deviceId: office.deviceId, corrects: null, late: false, clockDoubt: office.clockDoubt().slice(0, 200), review: null, values, ...neverSent,
  })
  await office.data.records.insert(record)
  tellChanged(office, { subjectId: SubjectId.parse(record.subjectId), recordId: record.id })
}
