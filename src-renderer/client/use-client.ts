import { inject, type InjectionKey } from 'vue'
import type { Client } from '#shared/contract/define.ts'
import type { OfficeContract } from '#shared/contract/office.ts'

export type OfficeClient = Client<OfficeContract>

export const clientKey: InjectionKey<OfficeClient> = Symbol('client')

/** The host's operations, provided once by the frame (`app.provide(clientKey, …)`), so that a test can give another. */
export function useClient(): OfficeClient {
  const client = inject(clientKey)
  if (!client) throw new Error('useClient: no client was provided')
  return client
}
