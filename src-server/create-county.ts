import { randomBytes } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import { type Spoken, spokenHere } from '#shared/sync/versions.ts'
import type { County, Log } from './county.ts'
import { migrate } from './db/migrate.ts'
import { openDatabase } from './db/open-database.ts'
import { consoleDoor } from './routes/console-door.ts'
import { deviceDoor } from './routes/device-door.ts'
import { openEvents } from './routes/events.ts'
import { createServer } from './routes/server.ts'
import { serveConsole } from './routes/serve-console.ts'
import { newTraceId } from './routes/trace-id.ts'
import { serveOpenApi } from './routes/open-api.ts'
import { openIdentity } from './services/identity.ts'

export type CountyDependencies = {
  databaseUrl: string
  /** Holds the county's signing key. */
  dataDir: string
  /** Milliseconds since 1970. */
  now(): number
  randomBytes?: (size: number) => Uint8Array
  /** The built console (console.html and its assets), or null for a server without one. */
  rendererDir: string | null
  log?: Log
  /** Protocol versions; tests let other versions meet. */
  spoken?: Spoken
}

export type RunningCounty = {
  readonly fastify: FastifyInstance
  /** For the command line and the demo, which work on the county without its doors. */
  readonly county: County
  listen(at: { port: number; host?: string }): Promise<string>
  /** Ends after the calls under way. */
  close(): Promise<void>
}

/**
 * Opens the county over its database, migrated to this program's version, and wires its doors. Throws when the database
 * cannot be reached, is newer, is not durable, or does not belong to the key in `dataDir`.
 */
export async function createCounty(dependencies: CountyDependencies): Promise<RunningCounty> {
  const log = dependencies.log ?? (() => undefined)
  const random = dependencies.randomBytes ?? ((size: number) => new Uint8Array(randomBytes(size)))
  const db = await openDatabase(dependencies.databaseUrl, () => log('database.connectionLost', {}))
  try {
    await migrate(db)
    const identity = await openIdentity(db, dependencies.dataDir, random)
    const county: County = { db, now: dependencies.now, randomBytes: random, log, spoken: dependencies.spoken ?? spokenHere, ...identity }
    const fastify = createServer(log, newTraceId(county))
    deviceDoor(fastify, county)
    consoleDoor(fastify, county)
    serveOpenApi(fastify)
    await serveConsole(fastify, county, dependencies.rendererDir)
    const events = await openEvents(fastify, county, dependencies.databaseUrl)
    return {
      fastify,
      county,
      listen: async ({ port, host = '127.0.0.1' }) => `${(await fastify.listen({ port, host })).replace(/\/$/, '')}/`,
      close: async () => {
        await events.close()
        // A browser's spare connection that never asked anything counts as busy for a minute: calls under way get this long.
        const patience = setTimeout(() => fastify.server.closeAllConnections(), 5_000)
        await fastify.close()
        clearTimeout(patience)
        await db.destroy()
      },
    }
  } catch (error) {
    await db.destroy()
    throw error
  }
}
