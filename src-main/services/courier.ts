import type { courier } from '#shared/contract/courier.ts'
import type { SliceHandlers } from '#shared/contract/define.ts'
import { ok } from '#shared/kernel/result.ts'
import { courierSentences } from '#shared/sync/courier/outcome.ts'
import { courierStatus } from '../courier/courier-status.ts'
import { exportFile } from '../courier/export-file.ts'
import { findFiles } from '../courier/find-files.ts'
import { importAnswer } from '../courier/import-answer.ts'
import { takeCertificate, writeRequest } from '../courier/join.ts'
import { removablePlaces } from '../courier/places.ts'
import { atDesk, type Context } from '../host/office.ts'

/** Exchange by file as the desk asks for it; the work itself is in src-main/courier, on what the sync works on. */
export const courierHandlers: SliceHandlers<typeof courier, Context> = {
  status: async (context) => ok(await atDesk(context).office.sync.alone(courierStatus)),

  places: async () => ok(await removablePlaces(process.platform)),

  find: async (context, { folder }) => atDesk(context).office.sync.alone((office) => findFiles(office, folder)),

  export: async (context, { folder, pictures }) => {
    const exported = await atDesk(context).office.sync.alone((office) => exportFile(office, folder, { pictures }))
    if (!exported.ok) return exported
    const { hash: _hash, through: _through, ...file } = exported.value
    return ok(file)
  },

  import: async (context, at) => {
    const taken = await atDesk(context).office.sync.alone((office) => importAnswer(office, at))
    return taken.ok ? ok({ outcome: taken.value, sentences: courierSentences(taken.value) }) : taken
  },

  request: async (context, { folder }) => atDesk(context).office.sync.alone((office) => writeRequest(office, folder)),

  join: async (context, input) => {
    const { office } = atDesk(context)
    const joined = await office.sync.alone((whole) => takeCertificate(whole, input))
    return joined.ok ? ok(await office.sync.alone(courierStatus)) : joined
  },
}
