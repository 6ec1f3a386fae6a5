import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { projectNode } from './child-process.ts'

const program = fileURLToPath(new URL('../../src-main/cli/office.ts', import.meta.url))
const call = ['call', 'session.state', '{}', '--data']
const aFolder = () => mkdtempSync(join(tmpdir(), 'start-'))

/** A disk of its own, made bad by `spoil`, in a namespace of its own: needs no rights, and is gone with the process. */
const badDisk = (spoil: string) => ['-rm', 'sh', '-c', `mount -t tmpfs -o size=64k tmpfs "$0" && cd "$0" && mkdir data && ${spoil}; cd / && exec "$@"`]
const canMount = spawnSync('unshare', [...badDisk('true'), aFolder(), 'true']).status === 0

function startOn(folder: string) {
  return refusalIn(spawnSync(projectNode, [program, ...call, folder], { encoding: 'utf8' }))
}

function startOnBadDisk(spoil: string, name: string) {
  const disk = aFolder()
  return refusalIn(spawnSync('unshare', [...badDisk(spoil), disk, projectNode, program, ...call, join(disk, name)], { encoding: 'utf8' }))
}

function refusalIn({ status, stdout, stderr }: { status: number | null; stdout: string; stderr: string }) {
  expect([status, stderr]).toEqual([1, ''])
  const { error, message } = JSON.parse(stdout)
  return { code: error.code, message }
}

describe('a start on a place that is no data directory', () => {
  it('[H29] where a file is, or under one: refused with one sentence, the file is left as it is', () => {
    const file = join(aFolder(), 'file')
    writeFileSync(file, 'mine')
    for (const place of [file, join(file, 'under')]) {
      const { code, message } = startOn(place)
      expect(code).toBe('START_NO_FOLDER')
      expect(message).toContain(`“${place}”不能用作数据目录`)
    }
    expect(readFileSync(file, 'utf8')).toBe('mine')
  })

  // Where the kernel forbids namespaces no disk can be made bad without spoiling the machine's own.
  it.runIf(canMount)('[H29] on a disk that is read-only or full: refused with one sentence that speaks of the start', () => {
    expect(startOnBadDisk('mount -o remount,ro "$0"', 'data')).toMatchObject({ code: 'START_UNWRITABLE', message: expect.stringContaining('程序没有启动') })
    expect(startOnBadDisk('mount -o remount,ro "$0"', 'new')).toMatchObject({ message: expect.stringContaining('程序没有启动') })
    expect(startOnBadDisk('dd if=/dev/zero of=fill bs=1k 2>/dev/null', 'data')).toEqual({ code: 'START_DISK_FULL', message: '磁盘已满，程序没有启动，原有数据完好。请清理磁盘空间后再启动。' })
  })
})
