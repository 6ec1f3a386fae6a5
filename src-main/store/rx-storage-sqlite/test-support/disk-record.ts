import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { basename, dirname } from 'node:path'

/** One call to the disk, in the order of the kernel. `sync` counts what was written before it began. */
export type DiskEvent =
  | { kind: 'create' | 'unlink'; name: string }
  | { kind: 'write'; name: string; offset: number; bytes: Buffer }
  | { kind: 'truncate'; name: string; size: number }
  | { kind: 'syncBegins' | 'synced'; name: string; call: number }
  /** The load said that these writes were answered: lines of id and revision. */
  | { kind: 'acknowledged'; text: string }

const CALLS = 'openat,pwrite64,write,fsync,fdatasync,ftruncate,unlink,unlinkat'

export const HAS_STRACE = spawnSync('strace', ['-V']).status === 0

/** Runs a program that works on a store and gives everything it did to the disk; needs strace. */
export function recordDisk(program: string, storeFile: string, log: string): DiskEvent[] {
  const acknowledged = `${storeFile}-acknowledged`
  const paths = [dirname(storeFile), storeFile, `${storeFile}-wal`, `${storeFile}-head`, acknowledged].flatMap((path) => ['-P', path])
  const options = ['-f', '-y', '-xx', '-s', '70000', '-e', 'signal=none', '-e', `trace=${CALLS}`, ...paths, '-o', log]
  const { status, stderr } = spawnSync('strace', [...options, process.execPath, program, storeFile], { encoding: 'utf8' })
  if (status !== 0) throw new Error(`the recorded load failed: ${stderr}`)
  return parse(readFileSync(log, 'latin1'), { folder: dirname(storeFile), acknowledged: basename(acknowledged) })
}

const unhex = (text: string): Buffer => Buffer.from(text.replaceAll('\\x', ''), 'hex')

function parse(text: string, { folder, acknowledged }: { folder: string; acknowledged: string }): DiskEvent[] {
  const nameOf = (hex: string): string => {
    const path = unhex(hex).toString()
    return path === folder ? '.' : basename(path)
  }
  const syncing = new Map<string, { name: string; call: number }>()
  const known = new Set<string>()
  const events: DiskEvent[] = []
  for (const [call, line] of text.split('\n').entries()) {
    const [, thread = '', rest = ''] = /^(\d+) +(.*)$/.exec(line) ?? []
    const [, write, bytes, offset] = /^p?write(?:64)?\(\d+<([^>]*)>, "([^"]*)", \d+(?:, (\d+))?/.exec(rest) ?? []
    const [, sync] = /^f(?:data)?sync\(\d+<([^>]*)>/.exec(rest) ?? []
    const [, cut, size] = /^ftruncate\(\d+<([^>]*)>, (\d+)/.exec(rest) ?? []
    const [, made] = /^openat\([^"]*"([^"]*)", [^)]*O_CREAT[^)]*\) = \d/.exec(rest) ?? []
    const [, gone] = /^unlink(?:at)?\([^"]*"([^"]*)"[^=]*\) = 0/.exec(rest) ?? []
    if (write !== undefined && bytes !== undefined) {
      const name = nameOf(write)
      const content = unhex(bytes)
      if (name === acknowledged) events.push({ kind: 'acknowledged', text: content.toString() })
      else events.push({ kind: 'write', name, offset: Number(offset), bytes: content })
    } else if (sync !== undefined) {
      const begun = { name: nameOf(sync), call }
      events.push({ kind: 'syncBegins', ...begun })
      if (rest.includes('<unfinished')) syncing.set(thread, begun)
      else events.push({ kind: 'synced', ...begun })
    } else if (/^<\.\.\. f(data)?sync resumed>/.test(rest)) {
      const begun = syncing.get(thread)
      if (begun !== undefined) events.push({ kind: 'synced', ...begun })
    } else if (cut !== undefined) events.push({ kind: 'truncate', name: nameOf(cut), size: Number(size) })
    else if (made !== undefined && !known.has(nameOf(made)) && nameOf(made) !== acknowledged) {
      known.add(nameOf(made))
      events.push({ kind: 'create', name: nameOf(made) })
    } else if (gone !== undefined && known.delete(nameOf(gone))) events.push({ kind: 'unlink', name: nameOf(gone) })
  }
  return events
}
