import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { DeviceId } from '#shared/kernel/ids.ts'
import { Instant } from '#shared/kernel/time.ts'
import type { RequestHeader } from '#shared/sync/courier/header.ts'
import type { ByteSink } from '#shared/sync/courier/primitives.ts'
import { writeCourierFile } from '#shared/sync/courier/write-file.ts'
import { newKeyPair } from '../sync/signatures.ts'
import { diskProblem } from './disk-problem.ts'
import { mountedFolders } from './places.ts'
import { courierPrivateKey, courierPrimitives, courierPublicKey } from './primitives.ts'
import { signBytes } from './sign-bytes.ts'
import { writeSafely } from './write-safely.ts'

const keys = newKeyPair()
const header: RequestHeader = {
  format: 1, suite: 'intl-1', kind: 'request', deviceId: DeviceId.parse('01ARZ3NDEKTSV4RRFFQ69G5FAV'), createdAt: Instant.parse('2026-11-22T02:00:00.000Z'),
  publicKey: keys.publicKey, courierKey: courierPublicKey(courierPrivateKey(keys.privateKey)),
}
const write = (sink: ByteSink) => writeCourierFile(courierPrimitives, sink, { header, cipher: null, entries: [], sign: (text) => signBytes(keys.privateKey, text) })
const aFolder = () => mkdtempSync(join(tmpdir(), 'stick-'))
const fileName = '接入申请-69G5F-20261122.exchange'

it('[CR7] a file appears only when it is whole, and none that is there is overwritten', async () => {
  const folder = aFolder()
  writeFileSync(join(folder, fileName), 'the older one')
  const seen: string[][] = []
  const made = await writeSafely({ folder, fileName, between: () => seen.push(readdirSync(folder)) }, write)
  expect(made).toMatchObject({ ok: true, value: { fileName: '接入申请-69G5F-20261122 (1).exchange' } })
  expect(seen.every((names) => names.filter((name) => name.endsWith('.exchange')).length === 1)).toBe(true)
  expect(seen.length).toBe(3)
  expect(readFileSync(join(folder, fileName), 'utf8')).toBe('the older one')
  expect(readdirSync(folder).filter((name) => name.endsWith('.part'))).toEqual([])
})

it('[CR7] a stick that is pulled at any step is said, and leaves nothing that looks whole', async () => {
  for (const step of ['opened', 'written', 'checked'] as const) {
    const folder = aFolder()
    const pulled = await writeSafely({ folder, fileName, between: (now) => now === step && rmSync(folder, { recursive: true }) }, write)
    expect(pulled, step).toMatchObject({ ok: false, error: { code: 'COURIER_REMOVED' } })
  }
  expect(await writeSafely({ folder: join(aFolder(), 'nowhere'), fileName }, write)).toMatchObject({ error: { code: 'COURIER_FOLDER_UNUSABLE' } })
})

it('[CR7] bytes that read back otherwise than they were written are no file', async () => {
  const folder = aFolder()
  const spoil = (step: string) => {
    if (step !== 'written') return
    const path = join(folder, `${fileName}.part`)
    const bytes = readFileSync(path)
    bytes[60] = (bytes[60] ?? 0) ^ 4
    writeFileSync(path, bytes)
  }
  expect(await writeSafely({ folder, fileName, between: spoil }, write)).toMatchObject({ error: { code: 'COURIER_NOT_WRITTEN' } })
  expect(readdirSync(folder)).toEqual([])
})

it('[CR7] each refusal of a disk has its meaning', () => {
  const of = (code: string) => diskProblem(Object.assign(new Error(code), { code }))
  expect([of('ENOSPC'), of('EROFS'), of('EIO'), of('ENODEV'), of('ELOOP'), of('EMFILE')]).toEqual(['full', 'readOnly', 'removed', 'removed', 'linked', null])
  expect(diskProblem(null)).toBe(null)
})

const small = (options: string, folder: string) => ['-rm', 'sh', '-c', `mount -t tmpfs -o ${options} tmpfs "$0" && exec "$1" "$2" "$0"`, folder, join(process.cwd(), 'node_modules/.bin/node'), join(process.cwd(), 'tests/courier/write-child.ts')]
const canMount = spawnSync('unshare', ['-rm', 'sh', '-c', 'mount -t tmpfs tmpfs "$0"', mkdtempSync(join(tmpdir(), 'probe-'))]).status === 0

it.runIf(canMount)('[CR7] a full stick and one that is write-protected are told apart, on real disks', () => {
  const say = (options: string) => spawnSync('unshare', small(options, aFolder()), { encoding: 'utf8' }).stdout.trim()
  expect(say('size=64k')).toBe('COURIER_FULL []')
  expect(say('ro')).toBe('COURIER_READ_ONLY []')
})

it('[CR8] sticks are found among what is mounted, whatever their names', () => {
  const mounts = ['/dev/sda1 / ext4 rw 0 0', '/dev/sdb1 /media/user/\\344\\274\\230\\347\\233\\230\\0401 vfat rw 0 0', '/dev/sdc1 /run/media/u/KINGSTON exfat rw 0 0', 'tmpfs /tmp tmpfs rw 0 0', ''].join('\n')
  expect(mountedFolders(mounts)).toEqual(['/media/user/优盘 1', '/run/media/u/KINGSTON'])
})
