import { mkdtempSync, readdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { aClient, aDataDir, aHost, firstRun, subjectFacts, valueOf } from '../contract/a-host.ts'
import type { Host, HostDeps } from '../../src-main/host/create-host.ts'
import { aPng } from '../factories/pictures.ts'

export type AtDesk = { host: Host; client: ReturnType<typeof aClient>; dataDir: string; stick: string }

/** An office with a subject and a kept picture, somebody signed in, and an empty stick. */
export async function aDesk(given: Partial<HostDeps> = {}): Promise<AtDesk> {
  const dataDir = given.dataDir ?? aDataDir()
  const host = await aHost({ ...given, dataDir })
  const client = aClient(host.openSession())
  valueOf(await client.session.setUp(firstRun))
  valueOf(await client.subject.create(subjectFacts()))
  const bytes = aPng()
  const { handle } = valueOf(await client.bytes.begin({ name: '照片.png', size: bytes.length }))
  valueOf(await client.bytes.append({ handle, base64: bytes.toString('base64') }))
  valueOf(await client.bytes.keep({ handle }))
  return { host, client, dataDir, stick: mkdtempSync(join(tmpdir(), 'stick-')) }
}

/** Waits until the work that was begun has ended; gives its problem, empty when it went well. */
export async function ended({ client }: Pick<AtDesk, 'client'>): Promise<string> {
  for (;;) {
    const { running, problem } = valueOf(await client.backup.status({}))
    if (!running) return problem
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

/** Makes a backup on the stick and gives its path. */
export async function backedUp(desk: AtDesk): Promise<string> {
  valueOf(await desk.client.backup.start({ folder: desk.stick }))
  const problem = await ended(desk)
  if (problem) throw new Error(problem)
  const [newest] = valueOf(await desk.client.backup.list({ folder: desk.stick }))
  if (!newest) throw new Error('no backup')
  return newest.path
}

export async function subjectCount(client: AtDesk['client']): Promise<number> {
  return valueOf(await client.subject.list({ limit: 500 })).total
}

export function namesIn(folder: string): string[] {
  return readdirSync(folder).sort()
}
