import { z } from 'zod'
import type { BackupComparison } from '#shared/contract/backup.ts'
import { recordKindWord } from './kind-word.ts'
import { syncedCollectionNames } from '#shared/domain/collections.ts'
import { Instant, localDateOf } from '#shared/kernel/time.ts'
import { AuditEntry } from '../store/documents.ts'
import { openSqliteStore, type SqliteStore } from '../store/rx-storage-sqlite/index.ts'
import type { Lost } from './lost.ts'

export type CompareOrder = {
  /** The present database; nobody else has it open. */
  database: string
  storeKey: Uint8Array
  /** What the backup ends with; null when it is of another device, and everything here is then outside of it. */
  backup: { sequence: number; audit: { sequence: number; hash: string } } | null
}
export type Compared = Pick<BackupComparison, 'changed' | 'newestAt'> & { lost: Lost; isSameHistory: boolean }

const PAGE = 1000
const Any = z.object({ kind: z.string().optional(), recordedAt: Instant.optional(), editedAt: Instant.optional(), receivedAt: Instant.nullable().optional(), at: Instant.optional() })
const synced: ReadonlySet<string> = new Set(syncedCollectionNames)

/** What the present database holds that a backup does not. Throws StoreError when it cannot be opened or read. */
export async function compareDatabase({ database, storeKey, backup }: CompareOrder): Promise<Compared> {
  const store = openSqliteStore({ filename: database, key: storeKey })
  try {
    const isSameHistory = backup !== null && (await holdsAuditHead(store, backup.audit))
    return { isSameHistory, ...(await readNewer(store, isSameHistory ? backup.sequence : 0)) }
  } finally {
    await store.close()
  }
}

async function readNewer(store: SqliteStore, from: number): Promise<Omit<Compared, 'isSameHistory'>> {
  const changed = { subjects: 0, records: 0, groups: 0, people: 0, files: 0 }
  const lost = new Map<string, Lost[number]>()
  let newestAt: Instant | null = null
  for (let after = from; ; ) {
    const page = await store.changesSince({ after, limit: PAGE })
    if (page.length === 0) return { changed, newestAt, lost: [...lost.values()].sort((a, b) => (a.on < b.on ? -1 : 1)) }
    for (const { collection, deleted, document } of page) {
      if (deleted) continue
      if (isCounted(changed, collection)) changed[collection]++
      const read = Any.safeParse(document)
      if (!read.success) continue
      const { at, recordedAt, editedAt, receivedAt, kind } = read.data
      if (collection === 'audit' && at !== undefined && (newestAt === null || at > newestAt)) newestAt = at
      const writtenAt = recordedAt ?? editedAt
      if (!synced.has(collection) || receivedAt !== null || writtenAt === undefined) continue
      const what = wordOf(collection, kind)
      const on = localDateOf(writtenAt)
      const row = lost.get(`${on} ${what}`) ?? { on, what, count: 0 }
      lost.set(`${on} ${what}`, { ...row, count: row.count + 1 })
    }
    after = page.at(-1)?.sequence ?? after
  }
}

function isCounted<T extends object>(counts: T, collection: string): collection is Extract<keyof T, string> {
  return collection in counts
}

/** Whether the backup is an earlier state of this very database, and not of a copy that went its own way. */
async function holdsAuditHead(store: SqliteStore, { sequence, hash }: { sequence: number; hash: string }): Promise<boolean> {
  if (sequence === 0) return true
  for (let after = 0; ; ) {
    const page = await store.changesSince({ after, limit: PAGE, collections: ['audit'] })
    if (page.length === 0) return false
    for (const { document } of page) {
      const entry = AuditEntry.strip().safeParse(document)
      if (entry.success && entry.data.sequence === sequence && !entry.data.id.startsWith('v/')) return entry.data.hash === hash
    }
    after = page.at(-1)?.sequence ?? after
  }
}

function wordOf(collection: string, kind: string | undefined): string {
  switch (collection) {
    case 'subjects': return '对象档案'
    case 'groups': return '矫正小组'
    case 'people': return '人员名册'
    case 'records': return recordKindWord(kind ?? '')
    default: return '其他材料'
  }
}
