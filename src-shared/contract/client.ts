import type { Client, Contract } from './define.ts'
import type { Transport } from './transport.ts'

/**
 * Builds the client from the contract's own keys. It does not parse answers again: the other side is ours and
 * dispatch has parsed them against the same schemas.
 */
export function createClient<const C extends Contract>(contract: C, transport: Transport): Client<C> {
  const client: Record<string, Record<string, unknown>> = {}
  for (const [sliceName, slice] of Object.entries(contract)) {
    const made: Record<string, unknown> = {}
    for (const [name, declared] of Object.entries(slice)) {
      const wireName = `${sliceName}.${name}`
      made[name] =
        declared.kind === 'event'
          ? (listener: (payload: unknown) => void) => transport.on(wireName, listener)
          : (input: unknown) => transport.call({ name: wireName, input })
    }
    client[sliceName] = made
  }
  return client as Client<C>
}
