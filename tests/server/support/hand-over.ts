import type { HandOver, HandOverMark } from '#shared/sync/hand-over.ts'
import { type BatchBody, GENESIS_HASH, type Item, PROTOCOL_VERSION, type WireDocument } from '#shared/sync/protocol.ts'
import { toInstant } from '#shared/kernel/time.ts'
import { newId } from './documents.ts'
import { item, type TestDevice } from './test-device.ts'

/** A change of office that the county granted before this office had its line: written down there from its letter (代录). */
export function aChange(device: TestDevice, subjectId: string, decision: { toOfficeId: string; effectiveOn: string }): Item {
  const step = (name: string, organ: string, values: WireDocument, more: WireDocument = {}) => ({ id: newId(), step: name, organ, on: '2026-11-20', at: '2026-11-20T02:00:00.000Z', by: { id: 'tester', name: '陈二' }, deviceId: device.id, values, attachments: [], corrects: null, ...more })
  return item('procedures', {
    id: newId(), subjectId, kind: 'officeChange', openedOn: '2026-11-20', withdrawn: null, createdAt: '2026-11-20T02:00:00.000Z', editedAt: '2026-11-20T02:00:00.000Z', editedBy: '陈二',
    steps: [
      step('apply', 'SUBJECT', { address: '万象街 2 号', office: '万象司法所', reason: '租房到期' }),
      step('decide', 'COUNTY', { outcome: 'GRANTED', number: '莲司〔2026〕9号', ...decision }, { recordedFor: { documentNo: '莲司〔2026〕9号', decidedBy: '林一' } }),
    ],
  })
}

/** What the county tells a device of hand-overs; `mark` is how far it says it is. */
export async function told(device: TestDevice, mark: HandOverMark = { known: 0, closed: 0 }, restored = false): Promise<{ handOvers: HandOver[]; office: string; devices: number }> {
  const head = { number: device.chain.number, hash: device.chain.number === 0 ? GENESIS_HASH : device.chain.hash, restored }
  const answer = await device.client.sync.check({ protocol: PROTOCOL_VERSION, waiting: 0, appVersion: 'test', deviceTime: toInstant(device.target.now()), head, handOvers: mark })
  if (!answer.ok) throw new Error(answer.error.code)
  return { handOvers: answer.value.handOvers ?? [], office: answer.value.office?.id ?? '', devices: answer.value.devices?.length ?? 0 }
}

/** The receipt's word on each item, in order. */
export async function verdicts(device: TestDevice, items: Item[], over: Partial<BatchBody> = {}): Promise<string[]> {
  return (await device.send(items, over)).items.map(({ verdict }) => verdict)
}
