import { spawnSync } from 'node:child_process'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { hostChild, kill, projectNode, start } from './child-process.ts'

/** A small disk of its own inside a namespace of its own: needs no rights, and is gone with the process. */
const smallDisk = (command: string) => ['-rm', 'sh', '-c', `mount -t tmpfs -o size=4m tmpfs "$0" && ${command}`]
const canMount = spawnSync('unshare', [...smallDisk('true'), mkdtempSync(join(tmpdir(), 'probe-'))]).status === 0

describe('a full disk', () => {
  // Where the kernel forbids namespaces no disk can be filled without filling the machine's own.
  it.runIf(canMount)('[H23] refuses the save, keeps what was there, and saves again once there is room', async () => {
    const disk = mkdtempSync(join(tmpdir(), 'disk-'))
    const child = start('unshare', [...smallDisk('exec "$1" "$2" "$0/data" fill'), disk, projectNode, hostChild])
    try {
      const outcome = JSON.parse((await child.lines.next()).value)
      expect(outcome.refusal).toEqual({ code: 'DISK_FULL', params: {} })
      expect(outcome.logInWhileFull).toEqual({ ok: false, error: { code: 'DISK_FULL', params: {} } })
      expect(outcome.saved.length).toBeGreaterThanOrEqual(6)
      const beforeRoom = outcome.saved.slice(0, -1)
      expect([...outcome.whileFull].sort()).toEqual([...beforeRoom].sort())
      expect([...outcome.ids].sort()).toEqual([...outcome.saved].sort())
      expect(outcome.verification).toMatchObject({ ok: true })
    } finally {
      await kill(child)
    }
  })
})
