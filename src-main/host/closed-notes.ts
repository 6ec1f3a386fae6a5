import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { Instant } from '#shared/kernel/time.ts'
import type { AuditChain } from './audit-chain.ts'
import { readIfThere, replaceFile, syncFolder } from './private-files.ts'

/** Something done while no database was open; ids and codes only. */
const Note = z.strictObject({ at: Instant, personId: z.string(), operation: z.string(), outcome: z.enum(['intent', 'refused', 'failed']) })
export type Note = z.output<typeof Note>

const place = (dataDir: string): string => join(dataDir, 'notes.json')

function notes(dataDir: string): Note[] {
  const text = readIfThere(place(dataDir))
  return text === null ? [] : z.array(Note).parse(JSON.parse(text))
}

/** Keeps a note until the audit chain is open; it is on disk when this returns. */
export function noteWhileClosed(dataDir: string, note: Note): void {
  replaceFile(place(dataDir), JSON.stringify([...notes(dataDir), note]))
}

/** Enters what was noted into the opened chain. A kill in between enters it twice rather than not at all. */
export async function enterNotes(dataDir: string, audit: Pick<AuditChain, 'append'>): Promise<void> {
  const found = notes(dataDir)
  for (const note of found) await audit.append({ ...note, role: '', objectId: '' })
  if (found.length === 0) return
  rmSync(place(dataDir), { force: true })
  syncFolder(dataDir)
}
