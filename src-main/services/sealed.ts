import { randomBytes } from 'node:crypto'
import { z } from 'zod'
import type { InputOf, SliceHandlers } from '#shared/contract/define.ts'
import { legalBasisLabels, type sealed, type SealedSheet } from '#shared/contract/sealed.ts'
import { factLinesOf } from '#shared/casework/fact-lines.ts'
import { neverSent } from '#shared/domain/document.ts'
import { GeneralRecord } from '#shared/domain/record.ts'
import { isOpen, type Subject } from '#shared/domain/subject.ts'
import { RecordId } from '#shared/kernel/ids.ts'
import { fail, ok } from '#shared/kernel/result.ts'
import { toInstant, toMilliseconds } from '#shared/kernel/time.ts'
import { atDesk, type Context } from '../host/office.ts'
import { findSubject } from './scope.ts'
import { serially } from './serially.ts'
import { laterThan } from './subject/edit.ts'

/** Sealing a case, and the only way to look at a sealed one. Everything else is before the gate and finds nothing. */
export const sealedHandlers: SliceHandlers<typeof sealed, Context> = {
  async seal(context, { id, editedAt, ground, documentNo }) {
    const { office, me } = atDesk(context)
    return serially(office, 'subject numbers', async () => {
      const subject = await findSubject(context, id)
      if (!subject) return fail('NOT_AVAILABLE')
      if (subject.editedAt !== editedAt) return fail('STALE_EDIT')
      if (isOpen(subject)) return fail('SEAL_TOO_EARLY')
      const now = office.now()
      const document = await office.data.subjects.findOne(id).exec(true)
      await document.incrementalPatch({ sealed: { ground, documentNo, at: now, by: me.name }, editedAt: laterThan(subject.editedAt, now), editedBy: me.name, receivedAt: null, refused: null })
      office.emit('subject.changed', { subjectId: id })
      return ok({})
    })
  },
  async look(context, asked) {
    const { office, me } = atDesk(context)
    const subject = await findSealed(context, asked)
    if (!subject) return fail('NOT_AVAILABLE')
    const until = toInstant(toMilliseconds(office.now()) + asked.minutes * 60_000)
    await note(context, subject, asked, until)
    const look: Look = { lookId: randomBytes(16).toString('hex'), until, subjectId: subject.id, personId: me.personId }
    looks.set(office.log, [...(looks.get(office.log) ?? []), look].slice(-50))
    return ok(await sheetOf(context, subject, look))
  },
  async looks(context, { limit }) {
    const { office } = atDesk(context)
    const found = await office.sealed.whole.records.find({ selector: { kind: { $eq: 'sealedLook' } }, sort: [{ occurredAt: 'desc' }], limit }).exec()
    return ok(found.flatMap((one) => {
      const record = one.toMutableJSON()
      const said = Said.safeParse('values' in record ? record.values : null).data
      return said ? [{ at: record.occurredAt, by: record.author.name, ...said }] : []
    }))
  },
  async read(context, { lookId }) {
    const { office, me } = atDesk(context)
    const look = looks.get(office.log)?.find((one) => one.lookId === lookId && one.personId === me.personId && one.until > office.now())
    const subject = look && (await office.sealed.whole.subjects.findOne(look.subjectId).exec())?.toMutableJSON()
    return look && subject ? ok(await sheetOf(context, subject, look)) : fail('NOT_AVAILABLE')
  },
}

const Said = z.object({ basis: z.string(), documentNo: z.string(), unit: z.string() })
type Look = { lookId: string; until: Subject['createdAt']; subjectId: string; personId: string }
const looks = new WeakMap<object, Look[]>()

/** Whoever is named whole and is sealed; the same question is asked whether there is somebody or not. */
async function findSealed(context: Context, { name, idNo }: InputOf<typeof sealed.look>): Promise<Subject | null> {
  const { office } = atDesk(context)
  const found = await office.sealed.whole.subjects.find({ selector: { idNo: { $eq: idNo.trim().toUpperCase() }, name: { $eq: name.trim() } } }).exec()
  return found.find(({ id }) => office.sealed.isSealed(id))?.toMutableJSON() ?? null
}

/** The look as a record: the sync takes it to the county, the chain of the audit has the act itself. */
async function note(context: Context, subject: Subject, { basis, documentNo, unit }: InputOf<typeof sealed.look>, until: Subject['createdAt']): Promise<void> {
  const { office, me } = atDesk(context)
  const now = office.now()
  await office.sealed.whole.records.insert(GeneralRecord.parse({
    kind: 'sealedLook', id: office.newId(RecordId), subjectId: subject.id, occurredAt: now, recordedAt: now, place: '', text: '', participants: [], attachments: [], author: { personId: me.personId, name: me.name, role: me.role },
    deviceId: office.deviceId, corrects: null, late: false, clockDoubt: office.clockDoubt().slice(0, 200), review: null, values: { basis: legalBasisLabels[basis], documentNo, unit, until }, ...neverSent,
  }))
}

async function sheetOf(context: Context, subject: Subject, { lookId, until }: Look): Promise<SealedSheet> {
  const { whole } = atDesk(context).office.sealed
  const about = { selector: { subjectId: { $eq: subject.id } } }
  const [records, procedures] = await Promise.all([whole.records.find(about).exec(), whole.procedures.find(about).exec()])
  return { lookId, until, subject, facts: factLinesOf(records.map((one) => one.toMutableJSON()), procedures.map((one) => one.toMutableJSON())) }
}
