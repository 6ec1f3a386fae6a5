import { fail, ok, type Result } from '#shared/kernel/result.ts'
import { judgeArrival } from '#shared/sync/courier/arrival.ts'
import { AnswerEntry } from '#shared/sync/courier/contents.ts'
import type { AnswerHeader } from '#shared/sync/courier/header.ts'
import { type Inspected, inspectCourierFile } from '#shared/sync/courier/inspect-file.ts'
import type { CourierOutcome } from '#shared/sync/courier/outcome.ts'
import type { ByteSource } from '#shared/sync/courier/primitives.ts'
import type { Office } from '../host/office.ts'
import type { StoredEnrolment } from '../sync/sync-settings.ts'
import { applyAnswer, type ApplyProblem } from './apply-answer.ts'
import { remembered, takenSetting } from './courier-settings.ts'
import { withCourierFile } from './file-source.ts'
import { countyId, deviceCourierKeys, findEnrolment } from './keys.ts'
import { type OpenProblem, openContents } from './open-file.ts'
import { courierPrimitives } from './primitives.ts'
import { takenAnswers } from './sent-files.ts'

type WhoseProblem = 'COURIER_SIGNATURE' | 'COURIER_OTHER_COUNTY' | 'COURIER_OTHER_OFFICE' | 'COURIER_OTHER_DEVICE' | 'COURIER_WRONG_WAY'
type Problem = OpenProblem | WhoseProblem | ApplyProblem | 'COURIER_FORK' | 'NOT_ENROLLED' | 'COURIER_REMOVED' | 'COURIER_FOLDER_UNUSABLE'

/**
 * Takes the county's answer from a file. To be called while no exchange runs. The file is noted as taken last: a kill
 * in between means that it is taken once more, which changes nothing that is there.
 */
export async function importAnswer(office: Office, at: { folder: string; fileName: string }): Promise<Result<CourierOutcome, Problem>> {
  const enrolment = await findEnrolment(office)
  if (!enrolment) return fail('NOT_ENROLLED')
  return withCourierFile(at, async (source): Promise<Result<CourierOutcome, Problem>> => {
    const inspected = await inspectCourierFile(courierPrimitives, source)
    if (!inspected.ok) return inspected
    const mine = isForUs(inspected.value, { enrolment, deviceId: office.deviceId })
    return mine.ok ? take(office, enrolment, { source, ...mine.value }) : mine
  })
}

type Answer = { header: AnswerHeader; inspected: Inspected & { header: AnswerHeader } }

/** Whether a whole file is the county's answer to this very device; otherwise whose it is. */
export function isForUs(inspected: Inspected, us: { enrolment: StoredEnrolment; deviceId: string }): Result<Answer, WhoseProblem> {
  const { header } = inspected
  if (header.kind !== 'answer') return fail('COURIER_WRONG_WAY')
  const whose = whoseAnswer(header, us)
  if (whose) return fail(whose)
  if (!inspected.isSignedBy(us.enrolment.countyPublicKey)) return fail('COURIER_SIGNATURE')
  return ok({ header, inspected: { ...inspected, header } })
}

/** By the header alone: null when it says that it is for this device. */
export function whoseAnswer(header: AnswerHeader, { enrolment, deviceId }: { enrolment: StoredEnrolment; deviceId: string }): 'COURIER_OTHER_COUNTY' | 'COURIER_OTHER_OFFICE' | 'COURIER_OTHER_DEVICE' | null {
  if (header.county !== countyId(enrolment.countyPublicKey)) return 'COURIER_OTHER_COUNTY'
  if (header.deviceId === deviceId) return null
  return header.officeId === enrolment.officeId ? 'COURIER_OTHER_DEVICE' : 'COURIER_OTHER_OFFICE'
}

async function take(office: Office, enrolment: StoredEnrolment, { source, header, inspected }: Answer & { source: ByteSource }): Promise<Result<CourierOutcome, Problem>> {
  const taken = await takenAnswers(office)
  const file = { chain: header.chain, number: header.number, hash: inspected.hash, previous: header.previous }
  const arrival = judgeArrival(taken.answers, file)
  if (arrival.as === 'fork') return fail('COURIER_FORK', { number: arrival.number })
  const isLate = arrival.as === 'late' || taken.answers.some((one) => one.createdAt > header.createdAt)
  const base = { kind: 'answer', number: header.number, createdAt: header.createdAt, missing: arrival.as === 'next' ? arrival.missing : [], batches: 0, fresh: 0, documents: 0 } as const
  if (arrival.as === 'again') {
    const before = taken.answers.find((one) => one.hash === inspected.hash)
    return ok({ ...base, as: 'again', missing: [], takenAt: before?.at ?? null, receipts: 0, changes: 0, more: false, stopped: null })
  }
  const keys = await deviceCourierKeys(office)
  const opened = await openContents({ source, inspected, privateKey: keys.privateKey }, AnswerEntry)
  if (!opened.ok) return opened
  const applied = await applyAnswer(office, { enrolment, key: keys.signing, entries: opened.value.entries, isLate, hash: inspected.hash })
  if (!applied.ok) return applied
  const { receipts, changes, more, stopped } = applied.value
  if (!stopped) {
    const now = await takenAnswers(office)
    const one = { chain: header.chain, number: header.number, hash: inspected.hash, at: office.now(), createdAt: header.createdAt, receipts, changes }
    await office.settings.set(takenSetting.id, { ...now, answered: isLate ? now.answered : header.answers, answers: [one, ...now.answers].sort((a, b) => b.createdAt.localeCompare(a.createdAt)).slice(0, remembered) })
  }
  office.emit('sync.changed', {})
  return ok({ ...base, as: isLate ? 'late' : 'next', takenAt: null, receipts, changes, more, stopped })
}
