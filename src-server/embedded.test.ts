import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { startEmbedded } from './embedded.ts'

let dir: string
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'county-embedded-'))
})
afterEach(() => rmSync(dir, { recursive: true, force: true }))

async function ask(connectionString: string, text: string): Promise<unknown> {
  const client = new pg.Client({ connectionString })
  await client.connect()
  try {
    return (await client.query(text)).rows
  } finally {
    await client.end()
  }
}
const lockFile = () => join(dir, 'postgres', 'postmaster.pid')

describe('the embedded PostgreSQL', () => {
  it('[C51] is made once by two commands at once, joined by a third, durable, on loopback only, and stopped by the last', async () => {
    // The rest of a first start that was killed half-way.
    mkdirSync(join(dir, 'postgres-new-killed', 'data'), { recursive: true })
    const [one, two] = await Promise.all([startEmbedded(dir), startEmbedded(dir)])
    const three = await startEmbedded(dir)
    expect([two.databaseUrl, three.databaseUrl]).toEqual([one.databaseUrl, one.databaseUrl])
    expect(await ask(one.databaseUrl, "select current_setting('fsync') as fsync, current_setting('synchronous_commit') as commit, current_setting('listen_addresses') as listens")).toEqual([{ fsync: 'on', commit: 'on', listens: '127.0.0.1' }])
    await expect(ask(one.databaseUrl.replace(/:[^:@]+@/, ':wrong@'), 'select 1')).rejects.toThrow('password')
    const guest = new pg.Client({ connectionString: one.databaseUrl })
    await guest.connect()
    await one.close()
    expect((await guest.query('select 1 as still')).rows).toEqual([{ still: 1 }])
    // A leaver who cannot count the others must not take the database from under them.
    const password = decodeURIComponent(new URL(one.databaseUrl).password)
    await guest.query("alter role county password 'another one'")
    await two.close()
    expect((await guest.query('select 1 as still')).rows).toEqual([{ still: 1 }])
    await guest.query(`alter role county password '${password}'`)
    await guest.end()
    await two.close()
    expect(existsSync(lockFile())).toBe(false)
    await three.close()
  }, 200_000)

  it('[C51] starts over a lock file whose number now belongs to another program', async () => {
    await (await startEmbedded(dir)).close()
    writeFileSync(lockFile(), `${process.pid}\n${join(dir, 'postgres')}\n0\n5432\n\n127.0.0.1\n`)
    const again = await startEmbedded(dir)
    expect(await ask(again.databaseUrl, 'select 1 as one')).toEqual([{ one: 1 }])
    await again.close()
  }, 200_000)
})
