import type { LedgerRow } from '#shared/domain/ledger/cell.ts'
import { LEDGER_ROW_LIMIT } from '#shared/domain/ledger/fields.ts'
import { findHeader, type LedgerHeader } from '#shared/domain/ledger/find-header.ts'
import { fail, ok, type Result } from '#shared/kernel/result.ts'
import { atDesk, type Context, type Office } from '../../host/office.ts'
import { findGathered } from '../files/handles.ts'
import { readFile } from './read-file.ts'
import type { FileRefusal } from './reader/refused.ts'

const KEPT = 3

/** A file that has been read: its header and the rows of people below it. */
export type OpenedFile = {
  readonly fileName: string
  readonly encoding: 'xlsx' | 'utf-8' | 'gb18030'
  readonly notices: readonly string[]
  readonly header: LedgerHeader
  readonly people: readonly LedgerRow[]
}

type Opening = Promise<Result<OpenedFile, FileRefusal>>

// Gone with the office: nothing of a ledger outlives the lock.
const perOffice = new WeakMap<Office, Map<string, Opening>>()

/** The file under a handle of the caller, read once: inspect, preview and commit see the same rows. */
export async function openedFile(context: Context, handle: string): Promise<Result<OpenedFile, FileRefusal | 'HANDLE_EXPIRED'>> {
  const { office, me } = atDesk(context)
  const gathered = findGathered(context, handle)
  if (!gathered.ok) return gathered
  const openings = perOffice.get(office) ?? new Map<string, Opening>()
  perOffice.set(office, openings)
  const key = `${me.personId} ${handle}`
  const known = openings.get(key)
  if (known) return known
  const opening = open(gathered.value)
  openings.set(key, opening)
  for (const oldest of [...openings.keys()].slice(0, Math.max(0, openings.size - KEPT))) openings.delete(oldest)
  // A reader that could not even be started says nothing about the file.
  opening.catch(() => openings.delete(key))
  return opening
}

async function open(file: { name: string; bytes: Uint8Array }): Opening {
  const read = await readFile(file.bytes)
  if (!read.ok) return read
  const header = findHeader(read.value.rows)
  const people = read.value.rows.slice(header?.rowsAbove ?? 0)
  if (!header || people.length === 0) return fail('FILE_EMPTY')
  if (people.length > LEDGER_ROW_LIMIT) return fail('FILE_TOO_MANY_ROWS', { rows: people.length, limit: LEDGER_ROW_LIMIT })
  return ok({ fileName: file.name, encoding: read.value.encoding, notices: read.value.notices, header, people })
}
