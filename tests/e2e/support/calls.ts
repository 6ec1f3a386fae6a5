import { createClient } from '../../../src-shared/contract/client.ts'
import type { Client } from '../../../src-shared/contract/define.ts'
import { officeContract } from '../../../src-shared/contract/office.ts'
import type { WireAnswer } from '../../../src-shared/contract/transport.ts'

export type Calls = Client<typeof officeContract>

/** A session of its own at a running host's door, beside the browser's: to prepare a test and to ask what was stored. */
export async function openCalls(url: string): Promise<Calls> {
  const { origin, hash } = new URL(url)
  const opened = (await post(`${origin}/session`, {}, `Launch ${hash.replace('#launch=', '')}`)) as { token: string }
  return callsWith(origin, () => Promise.resolve(`Bearer ${opened.token}`))
}

/** Calls at a host's loopback door with a session that is open already. */
export function callsWith(origin: string, authorization: () => Promise<string>): Calls {
  return createClient(officeContract, {
    call: async (call) => (await post(`${origin}/call`, call, await authorization())) as WireAnswer,
    on: () => () => undefined,
  })
}

async function post(url: string, body: unknown, authorization: string): Promise<unknown> {
  const response = await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json', origin: new URL(url).origin, authorization }, body: JSON.stringify(body) })
  return response.json()
}

/** The value of an answer; a refusal fails the test with its code. */
export async function must<T>(answer: Promise<{ ok: true; value: T } | { ok: false; error: { code: string; params: unknown } }>): Promise<T> {
  const got = await answer
  if (!got.ok) throw new Error(`${got.error.code} ${JSON.stringify(got.error.params)}`)
  return got.value
}

/** The code of a refusal; `ok` where there was none. */
export async function codeOf(answer: Promise<{ ok: true } | { ok: false; error: { code: string } }>): Promise<string> {
  const got = await answer
  return got.ok ? 'ok' : got.error.code
}
