import type { TimelineEntry } from '#shared/contract/subject.ts'
import { neverSent } from '#shared/domain/document.ts'
import type { Confirmation } from '#shared/domain/record.ts'
import { RecordId, type PersonId } from '#shared/kernel/ids.ts'
import { fail, ok, type Result } from '#shared/kernel/result.ts'
import { atDesk, type Context } from '../../host/office.ts'
import { serially } from '../serially.ts'
import { findRecord, tellChanged, toTimelineEntry } from './entries.ts'
import { shelfOf } from './shelf.ts'

type Word = { recordId: RecordId; personId: PersonId; password: string }
type Problem = 'NOT_AVAILABLE' | 'NOT_A_PARTICIPANT' | 'ALREADY_CONFIRMED' | 'WRONG_PASSWORD' | 'TRY_LATER'

/**
 * A named companion's own word that he was there, by his own password, whoever is logged in. It becomes a record of
 * its own, written by him; the record it confirms stays untouched.
 */
export async function confirmRecord(context: Context, { recordId, personId, password }: Word): Promise<Result<TimelineEntry, Problem>> {
  const { office } = atDesk(context)
  return serially(office, `confirm ${recordId} ${personId}`, async () => {
    const found = await findRecord(context, recordId)
    if (!found || found.record.kind === 'confirmation') return fail('NOT_AVAILABLE')
    const named = found.record.participants.find((participant) => participant.personId === personId)
    const account = named && (await office.data.people.findOne(personId).exec())?.account
    if (!named || !account?.active) return fail('NOT_A_PARTICIPANT')
    if (found.links.confirmations.get(recordId)?.has(personId)) return fail('ALREADY_CONFIRMED')
    const verdict = await office.checkPassword(personId, password, recordId)
    if (verdict === 'wrong') return fail('WRONG_PASSWORD')
    if (verdict !== 'right') return fail('TRY_LATER', { seconds: verdict.waitSeconds })
    const now = office.now()
    const word: Confirmation = {
      kind: 'confirmation',
      id: office.newId(RecordId),
      subjectId: found.record.subjectId,
      occurredAt: now,
      recordId,
      personId,
      method: 'PASSWORD',
      recordedAt: now,
      author: { personId, name: named.name, role: account.role },
      deviceId: office.deviceId,
      corrects: null,
      late: false,
      clockDoubt: office.clockDoubt().slice(0, 200),
      review: null,
      ...neverSent,
    }
    await office.data.records.insert(word)
    tellChanged(office, { subjectId: word.subjectId, recordId })
    return ok(toTimelineEntry(context, await shelfOf(office).linksOf(word.subjectId), found.record))
  })
}
