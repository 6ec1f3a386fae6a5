import { join } from 'node:path'
import { addRxPlugin, type RxCollection, type RxDatabase } from 'rxdb'
import { RxDBAttachmentsPlugin } from 'rxdb/plugins/attachments'
import { disableWarnings, RxDBDevModePlugin } from 'rxdb/plugins/dev-mode'
import { replicateRxCollection } from 'rxdb/plugins/replication'
import { getPullHandler, getPullStream, getPushHandler, humansCollection, runReplicationBaseTestSuite, setConfig } from 'rxdb/plugins/test-utils'
import { wrappedValidateAjvStorage } from 'rxdb/plugins/validate-ajv'
import { afterAll, describe, it, vi } from 'vitest'
import { getRxStorageSQLite } from './index.ts'
import { tempFolder, TEST_KEY } from './test-support/harness.ts'

// RxDB's suite is written for mocha and takes its words from the globals.
vi.stubGlobal('describe', (title: string, work: () => void) => describe(title, work))
vi.stubGlobal('it', (title: string, work: () => Promise<void>) => it(`[ST86] RxDB: ${title}`, work))

addRxPlugin(RxDBAttachmentsPlugin)
// The suite opens databases in a way that only dev-mode allows; it also freezes what a storage is given. Tests only.
disableWarnings()
addRxPlugin(RxDBDevModePlugin)

type Human = { passportId: string }

const storage = () => wrappedValidateAjvStorage({ storage: getRxStorageSQLite({ filename: join(tempFolder(), 'a.db'), key: TEST_KEY }) })
const opened: RxDatabase[] = []
const servers = new Map<boolean, RxCollection<Human>>()

setConfig({ storage: { name: 'sqlite', getStorage: storage, hasPersistence: true, hasMultiInstance: false, hasAttachments: true, hasReplication: true } as never } as never)

async function serverOf({ attachments }: { attachments: boolean }): Promise<RxCollection<Human>> {
  const found = servers.get(attachments)
  if (found !== undefined) return found
  const made: RxCollection<Human> = attachments ? ((await humansCollection.createAttachments(0)) as never) : ((await humansCollection.create(0, undefined, false)) as never)
  opened.push(made.database)
  servers.set(attachments, made)
  return made
}

async function replicate(collection: RxCollection<Human>, server: RxCollection<Human>, { live }: { live: boolean }) {
  return replicateRxCollection<Human, unknown>({
    collection,
    replicationIdentifier: `to-${server.database.name}`,
    live,
    pull: { handler: getPullHandler(server as never) as never, stream$: live ? (getPullStream(server as never) as never) : undefined },
    push: { handler: pushWithAttachments(server) as never },
  } as never)
}

// RxDB's plain push handler answers conflicts without the data of their attachments; a real server sends it along.
function pushWithAttachments(server: RxCollection<Human>): (rows: never) => Promise<unknown> {
  const push = getPushHandler(server as never)
  return async (rows) => {
    const conflicts = (await push(rows)) as unknown as (Human & { _attachments?: Record<string, { digest: string; data?: Blob }> })[]
    for (const { passportId, _attachments: files = {} } of conflicts) {
      for (const [id, file] of Object.entries(files)) files[id] = { ...file, data: await server.storageInstance.getAttachmentData(passportId, id, file.digest) }
    }
    return conflicts
  }
}

async function once(collection: RxCollection<Human>, server: RxCollection<Human>): Promise<void> {
  const state = await replicate(collection, server, { live: false })
  await state.awaitInitialReplication()
  await state.cancel()
}

afterAll(async () => {
  for (const database of opened) await database.close()
})

describe('RxDB\'s own suite for replication, as published, on both ends', () => {
  runReplicationBaseTestSuite({
    startReplication: async (collection) => replicate(collection, await serverOf({ attachments: false }), { live: true }),
    syncOnce: async (collection) => once(collection, await serverOf({ attachments: false })),
    syncOnceWithAttachments: async (collection) => once(collection, await serverOf({ attachments: true })),
    getAllServerDocs: async () => (await (await serverOf({ attachments: false })).find().exec()).map((document) => document.toJSON()),
    async cleanUpServer() {
      for (const [, { database }] of servers) await database.close()
      servers.clear()
    },
    softDeletes: false,
    getPrimaryOfServerDoc: (document: Human) => document.passportId,
  })
})
