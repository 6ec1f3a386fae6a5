import { randomBytes } from 'node:crypto'
import { createClient } from '#shared/contract/client.ts'
import { createDispatch } from '#shared/contract/dispatch.ts'
import { draft } from '#shared/contract/draft.ts'
import { duty } from '#shared/contract/duty.ts'
import { record } from '#shared/contract/record.ts'
import { subject } from '#shared/contract/subject.ts'
import { enrolment, sync } from '#shared/contract/sync.ts'
import { DeviceId } from '#shared/kernel/ids.ts'
import type { OfficeCaller } from '../../../src-main/host/office.ts'
import { openOffice } from '../../../src-main/host/open-office.ts'
import { draftHandlers } from '../../../src-main/services/draft.ts'
import { dutyHandlers } from '../../../src-main/services/duty.ts'
import { recordHandlers } from '../../../src-main/services/record.ts'
import { subjectHandlers } from '../../../src-main/services/subject.ts'
import { enrolmentHandlers, syncHandlers } from '../../../src-main/services/sync.ts'
import { BENCH_KEY } from '../engines/engine.ts'
import { director, OFFICE_DEVICE, OFFICE_NOW } from '../engines/office-documents.ts'

const contract = { subject, record, draft, duty, sync, enrolment }
const handlers = { subject: subjectHandlers, record: recordHandlers, draft: draftHandlers, duty: dutyHandlers, sync: syncHandlers, enrolment: enrolmentHandlers }

/** Opens the bench's office, its data key derived already, and sits the director down at the real dispatch. */
export async function openDesk(dataDir: string, device: string = OFFICE_DEVICE) {
  const opened = await openOffice(
    { dataDir, deviceId: DeviceId.parse(device), now: () => OFFICE_NOW, monotonic: () => performance.now(), randomBytes, fetch, emit: () => undefined, checkPassword: async () => 'wrong' },
    Uint8Array.from(BENCH_KEY),
  )
  const me = director()
  const caller: OfficeCaller = { role: 'director', personId: me.id, name: me.name, login: '所长', office: opened.office }
  const dispatch = createDispatch<typeof contract, OfficeCaller>({
    contract,
    handlers,
    newTraceId: () => 'bench',
    onBug: (_trace, name, error) => console.error(name, error),
  })
  // As text to the window and back, which is what every door comes to.
  const client = createClient(contract, { call: async (call) => JSON.parse(JSON.stringify(await dispatch(caller, call))), on: () => () => undefined })
  return { opened, client }
}

/** Unwraps an answer; throws with its code when it was refused. */
export async function value<T>(answer: Promise<{ ok: true; value: T } | { ok: false; error: { code: string } }>): Promise<T> {
  const given = await answer
  if (!given.ok) throw new Error(given.error.code)
  return given.value
}
