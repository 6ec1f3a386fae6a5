import type { SliceHandlers } from '#shared/contract/define.ts'
import type { syncFiles } from '#shared/contract/sync-files.ts'
import { ok } from '#shared/kernel/result.ts'
import { atDesk, type Context } from '../../host/office.ts'

/** Files on their way to the county as the desk sees them; the work itself is in src-main/sync/files. */
export const syncFilesHandlers: SliceHandlers<typeof syncFiles, Context> = {
  status: async (context) => ok(await atDesk(context).office.sync.files.status()),

  now: async (context) => {
    const { files } = atDesk(context).office.sync
    const round = await files.round()
    return round.ok ? ok(await files.status()) : round
  },

  setPace: async (context, pace) => {
    const { files } = atDesk(context).office.sync
    await files.setPace(pace)
    // Who lifts the brake wants to see it move.
    if (!pace.paused) void files.round()
    return ok(await files.status())
  },
}
