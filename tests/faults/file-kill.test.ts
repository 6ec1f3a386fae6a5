import { fileURLToPath } from 'node:url'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { FileId } from '#shared/kernel/ids.ts'
import { aClient, aDataDir, aHost, director, firstRun, subjectFacts, valueOf } from '../contract/a-host.ts'
import { aPdf } from '../factories/pictures.ts'
import { kill, projectNode, start } from './child-process.ts'

const child = fileURLToPath(new URL('./file-child.ts', import.meta.url))
/** 500 in the long run (AC-38). */
const kills = Number(process.env.FILE_KILLS ?? 2)

it(`[FI6] kill -9 ${kills} times while photos are kept: every acknowledged one is whole, and the sweep clears exactly the rest`, async () => {
  const dataDir = aDataDir()
  const first = await aHost({ dataDir })
  const owner = aClient(first.openSession())
  valueOf(await owner.session.setUp(firstRun))
  valueOf(await owner.subject.create(subjectFacts()))
  await first.close()
  const acknowledged: string[] = []
  for (let count = 0; count < kills; count++) {
    const running = start(projectNode, [child, dataDir])
    await running.lines.next()
    // Killed at another place of the work each time: after some acknowledged files and a part of the next.
    for (let seen = 0; seen <= count % 5; seen++) acknowledged.push(JSON.parse(String((await running.lines.next()).value)))
    await new Promise((resolve) => setTimeout(resolve, (count * 7) % 40))
    await kill(running)
    for await (const line of running.lines) acknowledged.push(JSON.parse(line))
  }
  const host = await aHost({ dataDir })
  const client = aClient(host.openSession())
  valueOf(await client.session.logIn(director))
  for (const id of acknowledged) {
    const fileId = FileId.parse(id)
    const whole = valueOf(await client.bytes.read({ fileId, offset: 0 }))
    expect(Buffer.from(whole.base64, 'base64')).toHaveLength(whole.total)
    expect(valueOf(await client.bytes.thumbnail({ fileId }))).not.toBeNull()
  }
  // Keeping the next one sweeps first: afterwards each name on disk is one that the database opens.
  const bytes = aPdf()
  const { handle } = valueOf(await client.bytes.begin({ name: 'a.pdf', size: bytes.length }))
  valueOf(await client.bytes.append({ handle, base64: bytes.toString('base64') }))
  valueOf(await client.bytes.keep({ handle }))
  expect(await host.maintenance.verify()).toMatchObject({ ok: true })
  const onDisk = readdirSync(join(dataDir, 'files'))
  expect(onDisk.filter((name) => !/^[0-9A-HJKMNP-TV-Z]{26}$/.test(name))).toEqual([])
  for (const id of acknowledged) expect(onDisk).toContain(id)
  // A file, its small picture, and at most one of each kill that was kept and never acknowledged.
  expect(onDisk.length).toBeLessThanOrEqual(2 * acknowledged.length + 1 + 2 * kills)
  await host.close()
}, 60_000 + kills * 10_000)
