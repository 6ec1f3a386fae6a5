import type { Granted } from '#shared/contract/dispatch.ts'
import type { Desk } from './desk.ts'
import type { OfficeCaller, SignedIn } from './office.ts'
import type { Window } from './window.ts'

/** A caller as the host knows him; only `session` and `account` look beyond what other services see. */
export type HostCaller = OfficeCaller & { readonly window: Window; readonly desk: Desk; readonly shell: 'electron' | 'browser'; readonly now: () => number }
export type HostContext = Granted<HostCaller>

/** The signed-in caller with the desk behind him. The matrix has let him pass, so `anyone` here is a bug and throws. */
export function atHostDesk({ caller }: HostContext): { desk: Desk; me: SignedIn } {
  if (caller.role === 'anyone') throw new Error('operation reached without a signed-in caller')
  return { desk: caller.desk, me: caller }
}
