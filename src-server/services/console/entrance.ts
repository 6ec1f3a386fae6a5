import type { ConsoleContract } from '#shared/contract/console.ts'
import type { SliceHandlers } from '#shared/contract/define.ts'
import { ok } from '#shared/kernel/result.ts'
import type { County } from '../../county.ts'
import { type Context, userOf } from './caller.ts'
import { logIn } from './log-in.ts'
import { endSession } from './session.ts'

/** Who is here, coming in and going out. */
export function entrance(county: County): SliceHandlers<ConsoleContract['console'], Context> {
  return {
    state: async ({ caller }) => {
      const { name } = await county.db.selectFrom('county').select('name').executeTakeFirstOrThrow()
      return ok({ countyName: name, me: caller.role === 'anyone' ? null : { login: caller.login, name: caller.name, role: caller.role } })
    },
    logIn: ({ caller }, input) => logIn(county, { ...input, address: caller.address }),
    logOut: async (context) => {
      await endSession(county, userOf(context).tokenHash)
      return ok({})
    },
  }
}
