import { readdir } from 'node:fs/promises'
import { isAbsolute } from 'node:path'
import type { FoundFile } from '#shared/contract/courier.ts'
import { fail, ok, type Result, say } from '#shared/kernel/result.ts'
import type { CourierHeader } from '#shared/sync/courier/header.ts'
import { peekHeader } from '#shared/sync/courier/inspect-file.ts'
import { isCourierName } from '#shared/sync/courier/names.ts'
import type { Office } from '../host/office.ts'
import type { TakenAnswers } from './courier-settings.ts'
import { withCourierFile } from './file-source.ts'
import { whoseAnswer } from './import-answer.ts'
import { findEnrolment } from './keys.ts'
import { courierPrimitives } from './primitives.ts'
import { takenAnswers } from './sent-files.ts'

type Us = { office: Office; enrolment: Awaited<ReturnType<typeof findEnrolment>>; taken: TakenAnswers }

/** So many names of a stick are looked at; no folder in it is. */
const mostFiles = 200

/** The exchange files that lie in a folder, newest first, by their headers alone: nothing of them is proven yet. */
export async function findFiles(office: Office, folder: string): Promise<Result<FoundFile[], 'COURIER_FOLDER_UNUSABLE'>> {
  if (!isAbsolute(folder)) return fail('COURIER_FOLDER_UNUSABLE')
  const names = await readdir(folder).catch(() => null)
  if (!names) return fail('COURIER_FOLDER_UNUSABLE')
  const us = { office, enrolment: await findEnrolment(office), taken: await takenAnswers(office) }
  const found: FoundFile[] = []
  for (const fileName of names.filter(isCourierName).slice(0, mostFiles)) found.push(await look(us, { folder, fileName }))
  return ok(found.sort((a, b) => (b.createdAt ?? '').localeCompare(a.createdAt ?? '')))
}

async function look(us: Us, at: { folder: string; fileName: string }): Promise<FoundFile> {
  let bytes = 0
  const peeked = await withCourierFile(at, (source) => {
    bytes = source.size
    return peekHeader(courierPrimitives, source)
  })
  const { fileName } = at
  if (!peeked.ok) return { fileName, bytes, kind: null, number: null, createdAt: null, state: 'unreadable', note: say(peeked.error) }
  const { header } = peeked.value
  return { fileName, bytes, kind: header.kind, number: 'number' in header ? header.number : null, createdAt: header.createdAt, ...stateOf(us, header) }
}

function stateOf({ office, enrolment, taken }: Us, header: CourierHeader): Pick<FoundFile, 'state' | 'note'> {
  switch (header.kind) {
    case 'request':
    case 'outbound': return { state: 'other', note: header.deviceId === office.deviceId ? '本机写出，带给县局' : '别的电脑写出，带给县局' }
    case 'certificate': return header.deviceId === office.deviceId ? { state: enrolment ? 'done' : 'mine', note: enrolment ? '本机已经接入' : '' } : { state: 'other', note: say(fail('COURIER_OTHER_DEVICE').error) }
    case 'answer': {
      if (!enrolment) return { state: 'other', note: say(fail('NOT_ENROLLED').error) }
      const whose = whoseAnswer(header, { enrolment, deviceId: office.deviceId })
      if (whose) return { state: 'other', note: say(fail(whose).error) }
      return taken.answers.some((one) => one.chain === header.chain && one.number === header.number) ? { state: 'done', note: '已经导入过' } : { state: 'mine', note: '' }
    }
    default: return header
  }
}
