import { copyFile, open, rename, rm, stat } from 'node:fs/promises'
import { isAbsolute, join } from 'node:path'
import type { SliceHandlers } from '#shared/contract/define.ts'
import type { revocation } from '#shared/contract/revocation.ts'
import { fail, ok } from '#shared/kernel/result.ts'
import { diskProblem } from '../courier/disk-problem.ts'
import type { HostContext } from '../host/host-caller.ts'
import { handInFolder, readStopped, shownStopped } from '../host/lease/stopped-file.ts'
import { syncFolder } from '../host/private-files.ts'

/** For a stopped device: its sealed work on the way to the county. Nobody can sign in, and nothing here needs it. */
export const revocationHandlers: SliceHandlers<typeof revocation, HostContext> = {
  handIn: async ({ caller: { desk } }) => {
    const handed = await desk.handIn()
    return handed ? ok(shownStopped(handed)) : fail('COUNTY_UNREACHABLE')
  },

  carry: async ({ caller: { desk } }, { folder }) => {
    const stopped = readStopped(desk.dataDir)
    if (!stopped?.sealed) return fail('NOT_AVAILABLE')
    const { fileName } = stopped.sealed
    if (!isAbsolute(folder) || !(await stat(folder).then((found) => found.isDirectory(), () => false))) return fail('COURIER_FOLDER_UNUSABLE')
    const aside = join(folder, `${fileName}.part`)
    try {
      const source = join(handInFolder(desk.dataDir), fileName)
      await copyFile(source, aside)
      const handle = await open(aside, 'r+')
      await handle.sync().finally(() => handle.close())
      if ((await stat(aside)).size !== (await stat(source)).size) return fail('COURIER_NOT_WRITTEN')
      await rename(aside, join(folder, fileName))
      syncFolder(folder)
      return ok({ fileName })
    } catch (error) {
      await rm(aside, { force: true }).catch(() => undefined)
      const problem = diskProblem(error)
      if (problem === null) throw error
      return fail(problem === 'full' ? 'COURIER_FULL' : problem === 'readOnly' ? 'COURIER_READ_ONLY' : 'COURIER_REMOVED')
    }
  },
}
