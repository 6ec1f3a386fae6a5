import { inject, type InjectionKey } from 'vue'
import type { ConsoleContract } from '#shared/contract/console.ts'
import type { Client } from '#shared/contract/define.ts'

export type CountyClient = Client<ConsoleContract>

export const countyKey: InjectionKey<CountyClient> = Symbol('county')
/** Takes the session's token, or null when there is none any more. */
export const tokenKey: InjectionKey<(token: string | null) => void> = Symbol('token')

/** The county's operations, provided once by the entry. */
export function useCounty(): CountyClient {
  const client = inject(countyKey)
  if (!client) throw new Error('useCounty: no client was provided')
  return client
}

/** The way to hand the session's token to the door; it is kept nowhere else. */
export function useToken(): (token: string | null) => void {
  const setToken = inject(tokenKey)
  if (!setToken) throw new Error('useToken: no door was provided')
  return setToken
}
