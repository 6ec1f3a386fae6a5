import { closeSync, existsSync, fsyncSync, ftruncateSync, openSync, readFileSync, rmSync, statSync, writeSync } from 'node:fs'
import type Database from 'better-sqlite3-multiple-ciphers'
import { crc32 } from 'node:zlib'
import { StoreError } from './errors.ts'
import { readState } from './file-format.ts'

/**
 * A few bytes beside the store that say how far it has come, so that a whole file of an earlier day, a lost log or a
 * lost file is noticed at the next opening: inside the file all of these look right.
 *
 * It is never ahead of the store: it is written after the commit. It may be behind (only the first write of a session
 * and the last one are synced) or absent, and then less is noticed. `written`: documents lie in the log, which must be
 * there. `closed`: the log may be gone.
 */
type Head = { identity: number; sequence: number; state: 'written' | 'closed' }

/** Keeps the head of one open file. */
export type HeadFile = {
  /** Tells that everything up to this sequence is on disk. To be called before the write is answered. */
  acknowledge(sequence: number): void
  /** Tells that the store is about to be closed; the log may be gone afterwards. */
  close(): void
}

const WAL_HEADER_BYTES = 32

const headPath = (storeFile: string): string => `${storeFile}-head`

/** What can be seen of a store before it is opened; opening it makes a log. */
export type Before = { head: Head | undefined; hasLog: boolean }

/** Looks at head and log of a closed store; throws CORRUPT when a store of which something was acknowledged is gone. */
export function lookBefore(storeFile: string): Before {
  const head = readHead(storeFile)
  const log = statSync(`${storeFile}-wal`, { throwIfNoEntry: false })
  const file = statSync(storeFile, { throwIfNoEntry: false })
  const hasLog = (log?.size ?? 0) > WAL_HEADER_BYTES
  // A new store lies in its log until the first checkpoint.
  if (head !== undefined && head.sequence > 0 && (file?.size ?? 0) === 0 && !hasLog) {
    throw new StoreError('CORRUPT', 'the store file is gone')
  }
  return { head, hasLog }
}

/** Compares the head with the store just opened; throws CORRUPT when the store is not all that was acknowledged. Gives the keeper of the head. */
export function openHead(storeFile: string, db: Database.Database, { head, hasLog }: Before): HeadFile {
  const file = readState(db, 0)
  const identity = file?.first ?? 0
  const sequence = file?.sequence ?? 0
  if (head === undefined || head.identity !== identity) return keepHead(storeFile, { identity, sequence, state: 'closed' })
  if (sequence < head.sequence) throw new StoreError('CORRUPT', 'the store file is of an earlier day than what was acknowledged')
  if (head.state === 'written' && !hasLog) throw new StoreError('CORRUPT', 'the log of the store is gone')
  // After a kill it says `written` still, and must not when this session closes without a write.
  return keepHead(storeFile, { ...head, sequence })
}

function keepHead(storeFile: string, head: Head): HeadFile {
  let fd: number | undefined
  const write = (sync: boolean): void => {
    try {
      fd ??= openSync(headPath(storeFile), existsSync(headPath(storeFile)) ? 'r+' : 'w', 0o600)
      const length = writeSync(fd, textOf(head), 0)
      if (!sync) return
      ftruncateSync(fd, length)
      fsyncSync(fd)
    } catch {
      // Better none than one that is wrong: on a full disk the write itself is still good.
      forget()
    }
  }
  const forget = (): void => {
    if (fd !== undefined) closeSync(fd)
    fd = undefined
    rmSync(headPath(storeFile), { force: true })
  }
  return {
    acknowledge(sequence) {
      if (sequence === head.sequence) return
      const first = head.state === 'closed'
      head.sequence = sequence
      head.state = 'written'
      write(first)
    },
    close() {
      if (head.state === 'written') {
        head.state = 'closed'
        write(true)
      }
      if (fd !== undefined) closeSync(fd)
      fd = undefined
    },
  }
}

// One sector, so that it is old or new and never half; the checksum is for what disks do otherwise.
function textOf({ identity, sequence, state }: Head): string {
  const facts = `store-head ${identity} ${sequence} ${state}`
  return `${facts} ${crc32(facts)}\n`.padEnd(80)
}

function readHead(storeFile: string): Head | undefined {
  let text: string
  try {
    text = readFileSync(headPath(storeFile), 'latin1')
  } catch {
    return undefined
  }
  const [, facts, identity, sequence, state, sum] = /^(store-head (\d+) (\d+) (written|closed)) (\d+)\n/.exec(text) ?? []
  if (facts === undefined || crc32(facts) !== Number(sum)) return undefined
  return { identity: Number(identity), sequence: Number(sequence), state: state === 'written' ? 'written' : 'closed' }
}
