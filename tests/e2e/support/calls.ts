import { createClient } from '../../../src-shared/contract/client.ts'
import type { Client } from '../../../src-shared/contract/define.ts'
import { officeContract } from '../../../src-shared/contract/office.ts'
import type { WireAnswer } from '../../../src-shared/contract/transport.ts'

export type Calls = Client<typeof officeContract>

/** A session of its own at a running host's door, beside the browser's: to prepare a test and to ask what was stored. */
export async function openCalls(url: string): Promise<Calls> {
  const { origin, hash } = new URL(url)
  const post = async (path: string, { body, authorization }: { body: unknown; authorization: string }): Promise<unknown> => {
    const response = await fetch(origin + path, { method: 'POST', headers: { 'content-type': 'application/json', origin, authorization }, body: JSON.stringify(body) })
    return response.json()
  }
  const opened = (await post('/session', { body: {}, authorization: `Launch ${hash.replace('#launch=', '')}` })) as { token: string }
  return createClient(officeContract, {
    call: async (call) => (await post('/call', { body: call, authorization: `Bearer ${opened.token}` })) as WireAnswer,
    on: () => () => undefined,
  })
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
