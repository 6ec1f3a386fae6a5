import { z } from 'zod'
import type { LedgerRow, LedgerSheet } from '#shared/domain/ledger/cell.ts'
import { fail, ok, type Refusal, type Result } from '#shared/kernel/result.ts'
import type { FileRefusal } from './reader/refused.ts'
import { type Reader, startProcess, startThread } from './start-reader.ts'

const TIME_MS = 30_000

const Cell = z.strictObject({ kind: z.enum(['text', 'number', 'date', 'truth', 'formula', 'fault']), text: z.string(), merged: z.boolean().optional() })
// The reader has had hostile bytes in its hands, so what it says is checked like anything from outside.
const Line = z.discriminatedUnion('is', [
  z.strictObject({ is: z.literal('head'), encoding: z.enum(['xlsx', 'utf-8', 'gb18030']), notices: z.array(z.string().max(1000)).max(10) }),
  z.strictObject({ is: z.literal('row'), row: z.int().positive(), cells: z.array(Cell.nullable()).max(200) }),
  z.strictObject({ is: z.literal('end'), rows: z.int() }),
  z.strictObject({ is: z.literal('refused'), code: z.string(), params: z.strictObject({ problem: z.string().max(200).optional(), rows: z.int().optional(), limit: z.int().optional() }) }),
])
type Refused = Extract<z.output<typeof Line>, { is: 'refused' }>

/** How a file is read: where the reader runs and how long it may take. */
export type ReadOptions = { start?: (bytes: Uint8Array) => Reader; timeMs?: number }

/** Reads a ledger file outside this process. A reader that dies, hangs or talks nonsense gives FILE_HOSTILE. */
export async function readFile(bytes: Uint8Array, options: ReadOptions = {}): Promise<Result<LedgerSheet, FileRefusal>> {
  const start = options.start ?? (process.versions.electron === undefined ? startProcess : startThread)
  const reader = start(bytes)
  const timer = setTimeout(() => reader.stop(), options.timeMs ?? TIME_MS)
  try {
    return (await collect(reader)) ?? fail('FILE_HOSTILE', { problem: '读取它所用的时间或内存异常' })
  } finally {
    clearTimeout(timer)
    reader.stop()
  }
}

async function collect(reader: Reader): Promise<Result<LedgerSheet, FileRefusal> | null> {
  let head: Pick<LedgerSheet, 'encoding' | 'notices'> | null = null
  const rows: LedgerRow[] = []
  for await (const text of reader.lines) {
    const line = Line.safeParse(parsed(text))
    if (!line.success) return null
    if (line.data.is === 'refused') return refusalOf(line.data)
    if (line.data.is === 'head') head = line.data
    else if (line.data.is === 'row') rows.push({ row: line.data.row, cells: line.data.cells })
    // Only the last line proves that nothing was cut off.
    else return head && line.data.rows === rows.length ? ok({ encoding: head.encoding, notices: head.notices, rows }) : null
    if (rows.length % 50 === 0) await new Promise(setImmediate)
  }
  return null
}

function refusalOf({ code, params }: Refused): Refusal<FileRefusal> {
  switch (code) {
    case 'FILE_HOSTILE':
      return fail('FILE_HOSTILE', { problem: params.problem ?? '' })
    case 'FILE_TOO_MANY_ROWS':
      return fail('FILE_TOO_MANY_ROWS', { rows: params.rows ?? 0, limit: params.limit ?? 0 })
    case 'FILE_NOT_SPREADSHEET':
    case 'FILE_OLD_FORMAT':
    case 'FILE_LOCKED':
    case 'FILE_EMPTY':
    case 'ENCODING_UNCLEAR':
      return fail(code)
    default:
      return fail('FILE_INCOMPLETE')
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
