import type { ConsoleContract } from '#shared/contract/console.ts'
import type { SliceHandlers } from '#shared/contract/define.ts'
import { fail, ok } from '#shared/kernel/result.ts'
import type { County } from '../../county.ts'
import { findDevice } from '../../db/devices.ts'
import { selectHandedIn } from '../../db/handed-in.ts'
import { dismiss, reinstate, selectAccounts } from '../revocation/accounts.ts'
import { describeDraft, describeItem, itemsIn } from '../revocation/describe.ts'
import { extensionCode } from '../revocation/shared-keys.ts'
import { decide, openHandedIn } from '../revocation/tray.ts'
import { type Context, userOf } from './caller.ts'

/** Ending what a device or a person may do. Every reason stands in the audit entry that precedes the command. */
export function revocations(county: County): SliceHandlers<ConsoleContract['revocation'], Context> {
  return {
    accounts: async (_context, { officeId }) => ok(await selectAccounts(county.db, officeId)),
    dismiss: (context, input) => dismiss(county, { ...input, by: userOf(context).login }),
    reinstate: (_context, input) => reinstate(county, input),
    handedIn: async () => ok(await selectHandedIn(county.db, null)),

    look: async (_context, { id }) => {
      const opened = await openHandedIn(county, id)
      if (!opened.ok) return opened
      if (!opened.value) return fail('NOT_AVAILABLE')
      const items = []
      const drafts = []
      for await (const entry of opened.value.entries()) {
        if (entry.kind === 'draft') drafts.push(describeDraft(entry.draft))
        if (entry.kind !== 'batch') continue
        const { number, items: found } = itemsIn(entry.batch.body)
        for (const item of found) items.push({ ...describeItem(item), batch: number })
      }
      return ok({ file: opened.value.file, items, drafts })
    },

    decide: (context, input) => decide(county, { ...input, by: userOf(context).login }),

    extend: async (_context, { id, ask, days }) => {
      const device = await findDevice(county.db, id)
      if (!device) return fail('NOT_AVAILABLE')
      return device.revoked_at ? fail('DEVICE_REVOKED') : ok({ code: extensionCode(county, { deviceId: id, ask, days }), days })
    },
  }
}
