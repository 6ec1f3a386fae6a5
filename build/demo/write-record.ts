import type { RecordDraft } from '#shared/domain/record.ts'
import { addDays, localDateOf, toInstant } from '#shared/kernel/time.ts'
import type { z } from 'zod'
import { must } from './must.ts'
import type { OfficeClient } from './office-client.ts'
import { keepPicture } from './paper.ts'
import type { Choice } from './random.ts'
import { findings, talkText, visitText } from './texts.ts'
import type { Happening } from './year.ts'

export type Companion = { personId: string; name: string; password: string }

/** Writes one visit or talk as its author would, with a photo where two went, and lets a co-visitor who is there confirm himself. */
export async function writeRecord(client: OfficeClient, choice: Choice, happening: Happening, companion: Companion | null): Promise<string> {
  const photo = companion && happening.kind === 'visit' ? [await keepPicture(client, 'house', '走访现场.png')] : []
  const made = await must('登记记录', client.record.log({ record: { ...draftOf(choice, happening, companion), attachments: photo }, draftId: null }))
  if (companion?.password) await must('同行确认', client.record.confirm({ recordId: made.record.id, personId: companion.personId, password: companion.password }))
  return made.record.id
}

function draftOf(choice: Choice, { at, subject, kind }: Happening, companion: Companion | null): z.input<typeof RecordDraft> {
  const occurredAt = toInstant(at)
  const common = { subjectId: subject.id, occurredAt, participants: companion ? [{ personId: companion.personId, name: companion.name }] : [], attachments: [] }
  if (kind === 'talk') return { kind, ...common, place: '司法所谈话室', text: talkText(choice), endedAt: toInstant(at + (20 + choice.below(30)) * 60_000), purpose: choice.chance(0.1) ? 'CRITICISM' : choice.chance(0.15) ? 'HELP' : 'PERIODIC' }
  return {
    kind,
    ...common,
    place: subject.residence,
    text: visitText(choice),
    visitType: choice.chance(0.06) ? 'VIDEO' : 'ONSITE',
    reason: 'ROUTINE',
    met: [{ who: 'SUBJECT', name: '' }, ...(choice.chance(0.4) ? [{ who: 'FAMILY' as const, name: '' }] : [])],
    findings: findings(choice),
    nextVisitOn: choice.chance(0.5) ? addDays(localDateOf(occurredAt), 20 + choice.below(30)) : null,
  }
}
