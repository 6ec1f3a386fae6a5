// A host in a process of its own, for tests that kill it or fill its disk. Run by the project's Node.
import { closeSync, openSync, rmSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { aClient, aHost, director, firstRun, subjectFacts, valueOf } from '../contract/a-host.ts'

const [dataDir = '', mode = ''] = process.argv.slice(2)

/** Straight to the pipe: what the reader has seen was said before the kill. */
const tell = (line: unknown): void => void writeSync(1, `${JSON.stringify(line)}\n`)

async function saveForEver(): Promise<void> {
  const client = aClient((await aHost({ dataDir })).openSession())
  const { phase } = valueOf(await client.session.state({}))
  valueOf(phase === 'new' ? await client.session.setUp(firstRun) : await client.session.logIn(director))
  for (;;) tell(valueOf(await client.subject.create(subjectFacts())).id)
}

async function fillTheDisk(): Promise<void> {
  const host = await aHost({ dataDir })
  const client = aClient(host.openSession())
  valueOf(await client.session.setUp(firstRun))
  const saved: string[] = []
  for (let i = 0; i < 5; i++) saved.push(valueOf(await client.subject.create(subjectFacts())).id)
  const filler = join(dataDir, '..', 'filler')
  fill(filler)
  let refusal: unknown = null
  // The log file may still have room in blocks it already owns.
  for (let i = 0; i < 2000 && refusal === null; i++) {
    const answer = await client.subject.create(subjectFacts({ note: 'x'.repeat(2000) }))
    if (answer.ok) saved.push(answer.value.id)
    else refusal = answer.error
  }
  const whileFull = await allIds(client)
  const logInWhileFull = await aClient(host.openSession()).session.logIn({ ...director, password: '不对的密码' })
  rmSync(filler)
  saved.push(valueOf(await client.subject.create(subjectFacts())).id)
  await host.close()

  const again = await aHost({ dataDir })
  const after = aClient(again.openSession())
  valueOf(await after.session.logIn(director))
  const ids = await allIds(after)
  const verification = await again.maintenance.verify()
  await again.close()
  tell({ saved, refusal, whileFull, logInWhileFull, ids, verification })
}

async function allIds(client: ReturnType<typeof aClient>): Promise<string[]> {
  return valueOf(await client.subject.list({ limit: 500 })).rows.map((row) => row.id)
}

function fill(path: string): void {
  const file = openSync(path, 'w')
  try {
    for (let size = 65_536; size > 0; ) {
      try {
        if (writeSync(file, Buffer.alloc(size, 1)) < size) size = Math.floor(size / 2)
      } catch {
        size = Math.floor(size / 2)
      }
    }
  } finally {
    closeSync(file)
  }
}

async function holdOnly(): Promise<void> {
  await aHost({ dataDir })
  tell('held')
  setInterval(() => undefined, 1000)
}

const modes: Record<string, () => Promise<void>> = { save: saveForEver, fill: fillTheDisk, hold: holdOnly }
await modes[mode]?.()
