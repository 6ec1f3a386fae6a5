import { createClient } from '#shared/contract/client.ts'
import type { Client } from '#shared/contract/define.ts'
import { deviceContract, type DeviceContract } from '#shared/contract/device.ts'
import type { AnswerEntry } from '#shared/sync/courier/contents.ts'
import { PROTOCOL_VERSION, type Signed } from '#shared/sync/protocol.ts'
import { z } from 'zod'

const After = z.object({ after: z.int(), limit: z.int() })

/** The county as far as a file speaks for it: what the steps of an exchange by line ask, they find here; the rest is no answer. */
export function countyFromFile(entries: () => AsyncIterable<AnswerEntry>, sent: readonly { number: number; batch: Signed; receipt: Signed }[]): Client<DeviceContract> & { readonly speech: { version: number } } {
  const client = createClient(deviceContract, {
    on: () => () => undefined,
    async call({ name, input }) {
      if (name === 'sync.sent') {
        const { after, limit } = After.parse(input)
        return { ok: true, value: { batches: sent.filter(({ number }) => number > after).slice(0, limit).map(({ batch, receipt }) => ({ batch, receipt })) } }
      }
      if (name === 'sync.policy') for await (const entry of entries()) if (entry.kind === 'policy') return { ok: true, value: entry.policy }
      return { ok: false, error: { code: 'COUNTY_UNREACHABLE', params: {} } }
    },
  })
  return { ...client, speech: { version: PROTOCOL_VERSION } }
}
