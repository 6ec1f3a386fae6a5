import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createClient } from '#shared/contract/client.ts'
import type { Client } from '#shared/contract/define.ts'
import { officeContract, type OfficeContract } from '#shared/contract/office.ts'
import { type Result, say } from '#shared/kernel/result.ts'
import type { SubjectFacts } from '#shared/domain/subject.ts'
import { toInstant } from '#shared/kernel/time.ts'
import { createHost, type Host } from '../../src-main/host/create-host.ts'
import { someFacts, someVisitFacts } from '../factories/documents.ts'

export type OfficeAtLine = {
  client(): Client<OfficeContract>
  clock: { now: number }
  dataDir: string
  /** Another subject on the books. */
  subject(over?: Partial<SubjectFacts>): Promise<{ id: string; editedAt: string }>
  /** Another submitted visit; answers its id. */
  visit(subjectId: string, text?: string): Promise<string>
  /** Ends the program and starts it again on the same data; signs in. */
  restart(): Promise<void>
  /** Ends the program; `restart` begins it again. */
  stop(): Promise<void>
  close(): Promise<void>
}

const login = { login: '所长', password: 'quiet-line-2026' }

/** Unwraps an answer that the test needs to go well. */
export async function value<T>(answer: Promise<Result<T>>): Promise<T> {
  const result = await answer
  if (!result.ok) throw new Error(`${result.error.code}: ${say(result.error)}`)
  return result.value
}

/** A real office host over the real encrypted store. One at a time in a process: RxDB opens 13 collections at most. */
export async function officeAtLine(now: number, kdf = { memoryKiB: 1024, passes: 1, lanes: 1 }): Promise<OfficeAtLine> {
  const dataDir = mkdtempSync(join(tmpdir(), 'office-line-'))
  const clock = { now }
  let host: Host
  let client: Client<OfficeContract>
  const start = async () => {
    host = await createHost({ dataDir, now: () => clock.now, randomBytes: (count) => randomBytes(count), shell: 'browser', log: (text) => text.startsWith('bug') && console.error(text), kdf })
    client = createClient(officeContract, host.openSession())
  }
  await start()
  await value(client!.session.setUp({ officeName: '南明司法所', name: '周敏', gender: '2', ...login }))
  let count = 0
  return {
    client: () => client,
    clock,
    dataDir,
    async subject(over = {}) {
      clock.now += 1000
      return value(client.subject.create(someFacts({ subjectNo: `S${++count}`, idNo: '', ...over })))
    },
    async visit(subjectId, text = '在家，情绪稳定。') {
      clock.now += 1000
      const draft = someVisitFacts({ text, occurredAt: toInstant(clock.now - 600_000) as never, participants: [], attachments: [] })
      return (await value(client.record.log({ record: { ...draft, subjectId }, draftId: null }))).record.id
    },
    async restart() {
      await host.close()
      await start()
      await value(client.session.logIn(login))
    },
    stop: () => host.close(),
    async close() {
      await host.close()
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}
