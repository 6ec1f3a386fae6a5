import { z } from 'zod'
import { Instant } from '#shared/kernel/time.ts'
import type { Office } from '../host/office.ts'

const failuresSetting = { id: 'sync-failures', schema: z.array(z.object({ at: Instant, code: z.string() })) }
const remembered = 20

/** The last exchanges that did not go well, newest first: when, and the code. */
export async function lastFailures(office: Office): Promise<z.output<typeof failuresSetting.schema>> {
  return (await office.settings.get(failuresSetting.id, failuresSetting.schema)) ?? []
}

/** A line that stays away is one failure, told by its first and its last time. */
export async function noteFailure(office: Office, code: string): Promise<void> {
  const known = await lastFailures(office)
  const rest = known[0]?.code === code && known[1]?.code === code ? known.slice(1) : known
  await office.settings.set(failuresSetting.id, [{ at: office.now(), code }, ...rest].slice(0, remembered))
}
