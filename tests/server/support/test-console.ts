import { consoleContract } from '#shared/contract/console.ts'
import { createClient } from '#shared/contract/client.ts'
import type { WireAnswer } from '#shared/contract/transport.ts'
import { administrator, type TestCounty } from './test-county.ts'

export type TestConsole = ReturnType<typeof aConsole>

/** The console's client over real HTTP, with or without a session. */
export function aConsole(url: string, token: string | null = null) {
  const client = createClient(consoleContract, {
    call: async (call) => {
      const response = await fetch(`${url}api/call`, { method: 'POST', body: JSON.stringify(call), headers: { 'content-type': 'application/json', ...(token ? { authorization: `Bearer ${token}` } : {}) } })
      return (await response.json()) as WireAnswer
    },
    on: () => () => undefined,
  })
  return { ...client, token }
}

export async function logInTo(test: TestCounty, who: { login: string; password: string } = administrator, url = test.url): Promise<TestConsole> {
  const answer = await aConsole(url).console.logIn({ login: who.login, password: who.password })
  if (!answer.ok) throw new Error(answer.error.code)
  return aConsole(url, answer.value.token)
}

/** An officer of the county, who is no administrator. */
export const officer = { login: 'officer', name: '吴三', role: 'countyOfficer', password: '溪水-白鹭-1107' } as const
