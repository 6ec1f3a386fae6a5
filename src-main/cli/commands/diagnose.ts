import { existsSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { done, type Outcome, UsageError } from '../answer.ts'
import { atStaffHost, type Entry, valueOf } from '../at-host.ts'

/** `diagnose [file]`: how this PC stands, printed or written to a new file that may be given to whoever helps. */
export async function diagnose(entry: Entry, file: string | undefined): Promise<Outcome> {
  if (file !== undefined && existsSync(resolve(file))) throw new UsageError('这个文件已经存在，没有覆盖。请换一个文件名。')
  return atStaffHost(entry, async ({ client }) => {
    const found = valueOf(await client.diagnosis.read({ thorough: true }))
    if (file === undefined) return done(found)
    writeFileSync(resolve(file), `${JSON.stringify(found, null, 2)}\n`, { mode: 0o600, flag: 'wx' })
    return done({ file: resolve(file), sound: found.database.sound })
  })
}
