import { createClient } from '#shared/contract/client.ts'
import { consoleContract, type ConsoleContract } from '#shared/contract/console.ts'
import type { Client } from '#shared/contract/define.ts'
import type { WireAnswer } from '#shared/contract/transport.ts'
import { demoLogIns } from './offices.ts'
import { must } from './must.ts'

/** The county console's own contract over its own door, signed in as the demo's administrator. */
export async function signInToConsole(countyUrl: string): Promise<Client<ConsoleContract>> {
  let token = ''
  const client = createClient(consoleContract, {
    call: async (call): Promise<WireAnswer> => {
      const response = await fetch(new URL('/api/call', countyUrl), {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...(token ? { authorization: `Bearer ${token}` } : {}) },
        body: JSON.stringify(call),
      })
      return await response.json()
    },
    on: () => () => undefined,
  })
  const { login, password } = demoLogIns.county
  token = (await must('登录县局监管台', client.console.logIn({ login, password }))).token
  return client
}
