import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { bytes, CHUNK_BYTES } from '#shared/contract/bytes.ts'
import { createClient } from '#shared/contract/client.ts'
import type { Client } from '#shared/contract/define.ts'
import { createDispatch } from '#shared/contract/dispatch.ts'
import { ledger } from '#shared/contract/ledger.ts'
import type { Person } from '#shared/domain/person.ts'
import { bytesHandlers } from '../../src-main/services/bytes.ts'
import { ledgerHandlers } from '../../src-main/services/ledger.ts'
import type { OfficeCaller } from '../../src-main/host/office.ts'
import type { TestOffice } from '../factories/test-office.ts'

const contract = { bytes, ledger }

/** A desk at which ledgers are imported: the real client over the real dispatch over the real store. */
export type LedgerDesk = Client<typeof contract> & {
  /** Sends a file in pieces, as the page does. */
  upload(name: string, content: Uint8Array): Promise<string>
  readonly bugs: unknown[]
}

/** The sample ledgers that ship with the product. */
export const samples = {
  xlsx: sample('台账样例.xlsx'),
  csv: sample('台账样例.csv'),
  gb18030: sample('台账样例-GB18030.csv'),
}

export function ledgerDesk(office: TestOffice, who: Person): LedgerDesk {
  const bugs: unknown[] = []
  const dispatch = createDispatch<typeof contract, OfficeCaller>({ contract, handlers: { bytes: bytesHandlers, ledger: ledgerHandlers }, newTraceId: () => 'TRACE', onBug: (_, name, error) => void bugs.push({ name, error }) })
  const client = createClient(contract, { call: (call) => dispatch(office.context(who).caller, call), on: () => () => undefined })
  return {
    ...client,
    bugs,
    async upload(name, content) {
      const begun = await client.bytes.begin({ name, size: content.length })
      if (!begun.ok) throw new Error(begun.error.code)
      const { handle } = begun.value
      for (let at = 0; at < content.length; at += CHUNK_BYTES) {
        const sent = await client.bytes.append({ handle, base64: Buffer.from(content.subarray(at, at + CHUNK_BYTES)).toString('base64') })
        if (!sent.ok) throw new Error(sent.error.code)
      }
      return handle
    },
  }
}

/** The value of an answer that a test expects to be good. */
export function good<T>(answer: { ok: true; value: T } | { ok: false; error: { code: string; params: unknown } }): T {
  if (!answer.ok) throw new Error(`${answer.error.code} ${JSON.stringify(answer.error.params)}`)
  return answer.value
}

function sample(name: string): Buffer {
  return readFileSync(fileURLToPath(new URL(`../../resources/samples/${name}`, import.meta.url)))
}
