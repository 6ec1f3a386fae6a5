import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { DiskEvent } from './disk-record.ts'

type Change = { offset: number; bytes: Buffer } | { size: number }
type Inode = { durable: Buffer; pending: Change[] }
type Naming = { name: string; inode: Inode | undefined }

/** What a power cut leaves of the writes that were not synced. `torn`: some, and some of those only in part of their sectors. */
export const LOSSES = ['none', 'all', 'some', 'torn'] as const
export type Loss = (typeof LOSSES)[number]

const SECTOR = 512

/** A disk that keeps for certain only what was synced: files by their own sync, names by that of the folder. */
export class UnsafeDisk {
  private readonly names = new Map<string, Inode>()
  private readonly durableNames = new Map<string, Inode>()
  private pendingNames: Naming[] = []
  private readonly marks = new Map<number, { inode: Inode | undefined; count: number }>()
  private readonly honest: boolean

  /** `honest` false: the disk that lies, for proving that the test can see a loss. */
  constructor(honest: boolean) {
    this.honest = honest
  }

  apply(event: DiskEvent): void {
    if (event.kind === 'acknowledged') return
    const { name } = event
    const inode = this.names.get(name)
    if (event.kind === 'create') this.name(name, { durable: Buffer.alloc(0), pending: [] })
    else if (event.kind === 'unlink') this.name(name, undefined)
    else if (event.kind === 'write') inode?.pending.push({ offset: event.offset, bytes: event.bytes })
    else if (event.kind === 'truncate') inode?.pending.push({ size: event.size })
    else if (event.kind === 'synced') this.sync(name, event.call)
    else if (event.kind === 'syncBegins') this.marks.set(event.call, { inode, count: name === '.' ? this.pendingNames.length : (inode?.pending.length ?? 0) })
  }

  private name(name: string, inode: Inode | undefined): void {
    take(this.names, { name, inode })
    this.pendingNames.push({ name, inode })
  }

  private sync(name: string, call: number): void {
    const mark = this.marks.get(call)
    if (mark === undefined || !this.honest) return
    if (name === '.') {
      for (const naming of this.pendingNames.splice(0, mark.count)) take(this.durableNames, naming)
    } else if (mark.inode !== undefined) {
      mark.inode.durable = changed(mark.inode.durable, mark.inode.pending.splice(0, mark.count))
      // Another sync of the file that began meanwhile counts from where this one ended.
      for (const other of this.marks.values()) if (other !== mark && other.inode === mark.inode) other.count = Math.max(0, other.count - mark.count)
    }
    this.marks.delete(call)
  }

  /** Writes the files that are there after a power cut now. `random` gives numbers from 0 on. */
  crash(folder: string, loss: Loss, random: () => number): void {
    const kept = (): boolean => (loss === 'none' ? true : loss === 'all' ? false : random() % 2 === 0)
    const left = new Map(this.durableNames)
    for (const naming of this.pendingNames) if (kept()) take(left, naming)
    for (const [name, { durable, pending }] of left) {
      const survived = pending.flatMap((change) => (kept() ? [change] : loss === 'torn' ? torn(change, random) : []))
      writeFileSync(join(folder, name), changed(durable, survived))
    }
  }
}

function take(names: Map<string, Inode>, { name, inode }: Naming): void {
  if (inode === undefined) names.delete(name)
  else names.set(name, inode)
}

function changed(content: Buffer, changes: readonly Change[]): Buffer {
  const room = Math.max(content.length, ...changes.map((change) => ('size' in change ? change.size : change.offset + change.bytes.length)))
  const result = Buffer.alloc(room)
  content.copy(result)
  let size = content.length
  for (const change of changes) {
    if ('size' in change) {
      if (change.size < size) result.fill(0, change.size, size)
      size = change.size
    } else {
      change.bytes.copy(result, change.offset)
      size = Math.max(size, change.offset + change.bytes.length)
    }
  }
  return result.subarray(0, size)
}

function torn(change: Change, random: () => number): Change[] {
  if ('size' in change) return []
  const pieces: Change[] = []
  for (let at = 0; at < change.bytes.length; at += SECTOR) {
    if (random() % 2 === 0) pieces.push({ offset: change.offset + at, bytes: change.bytes.subarray(at, at + SECTOR) })
  }
  return pieces
}
