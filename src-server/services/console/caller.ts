import type { Granted } from '#shared/contract/dispatch.ts'
import type { ConsoleUser } from './session.ts'

/** Who calls at the console's door. */
export type ConsoleCaller = { readonly role: 'anyone'; readonly address: string } | (ConsoleUser & { readonly address: string })
export type Context = Granted<ConsoleCaller>

/** The user behind the call. The matrix has let him pass, so `anyone` here is a bug and throws. */
export function userOf({ caller }: Context): ConsoleUser {
  if (caller.role === 'anyone') throw new Error('operation reached without a signed-in user')
  return caller
}
