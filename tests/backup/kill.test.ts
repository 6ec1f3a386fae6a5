import { spawnSync } from 'node:child_process'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { aClient, aHost, director, valueOf } from '../contract/a-host.ts'
import { kill, projectNode, start } from '../faults/child-process.ts'
import { aDesk, ended } from './a-backup.ts'

const child = fileURLToPath(new URL('./backup-child.ts', import.meta.url))

describe('a killed backup', () => {
  it('[B4] kill -9 at any moment: every folder with a backup\'s name is whole, and the next run clears the rest', async () => {
    const { host, dataDir, stick } = await aDesk()
    await host.close()
    const told: string[] = []
    for (const wait of [5, 60, 150, 300, 500]) {
      const running = start(projectNode, [child, dataDir, stick])
      await running.lines.next()
      await new Promise((resolve) => setTimeout(resolve, wait))
      await kill(running)
      for await (const line of running.lines) if (line !== '"begun"') told.push(JSON.parse(line))
    }
    const again = await aHost({ dataDir })
    const client = aClient(again.openSession())
    valueOf(await client.session.logIn(director))
    valueOf(await client.backup.start({ folder: stick }))
    expect(await ended({ client })).toBe('')
    const found = valueOf(await client.backup.list({ folder: stick }))
    for (const path of told) expect(found.map((row) => row.path)).toContain(path)
    expect(spawnSync('ls', [stick], { encoding: 'utf8' }).stdout.trim().split('\n')).toHaveLength(found.length)
    for (const { path } of found) {
      valueOf(await client.backup.check({ path }))
      expect(await ended({ client })).toBe('')
    }
    await again.close()
  }, 90_000)
})

const onSmallDisk = ['-rm', 'sh', '-c', 'mount -t tmpfs -o size=1m tmpfs "$0" && exec "$1" "$2" "$3" "$0"']
const canMount = spawnSync('unshare', ['-rm', 'sh', '-c', 'mount -t tmpfs -o size=1m tmpfs "$0"', mkdtempSync(join(tmpdir(), 'probe-'))]).status === 0

describe('a full stick', () => {
  // Where the kernel forbids namespaces no disk can be filled without filling the machine's own.
  it.runIf(canMount)('[B13] is said in one sentence and leaves nothing half', async () => {
    const { host, dataDir } = await aDesk()
    await host.close()
    const full = fileURLToPath(new URL('./full-child.ts', import.meta.url))
    const running = start('unshare', [...onSmallDisk, mkdtempSync(join(tmpdir(), 'disk-')), projectNode, full, dataDir])
    try {
      expect(JSON.parse((await running.lines.next()).value)).toEqual({ problem: '放备份的磁盘已满，这次没有备份成，没有留下不完整的备份，原有的备份都在。请清理磁盘或换一个文件夹，再点“立即备份”。', left: ['filler'] })
    } finally {
      await kill(running)
    }
  })
})
