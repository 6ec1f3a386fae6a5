import type { Item, ReceiptItem, WireDocument } from '#shared/sync/protocol.ts'

/** A small world of values that never change: documents, batches and receipts are named by numbers and kept here once. */
export type Stored = { [field: string]: unknown; id: string }
export type DocumentName = string
export type DeviceName = 'A' | 'B'

export type Batch = { number: number; hash: string; previousHash: string; device: DeviceName; items: Item[] }
export type Receipt = { epoch: number; position: number; life: number; batchHash: string; number: number; items: ReceiptItem[] }
/** Where the county's books stood; `chain` names everything before. */
export type Head = { epoch: number; position: number; chain: string; life: number }

export type StoredBatch = { batch: number; waiting: boolean; receipt: number | null }
export type Request =
  | { kind: 'check'; head: { number: number; hash: string; restored: boolean }; known: Head | null }
  | { kind: 'push'; batch: number; former: number | null }
  | { kind: 'pull'; cursor: { epoch: number; sequence: number } | null }
  | { kind: 'sent'; after: number }
export type Answer =
  | { kind: 'check'; epoch: number; lastNumber: number; restoredTo: boolean }
  | { kind: 'push'; receipt: number }
  | { kind: 'pull'; epoch: number; changes: { name: DocumentName; revision: number; document: number }[]; sequence: number; head: Head }
  | { kind: 'sent'; batches: { batch: number; receipt: number }[] }
  | { kind: 'refused'; code: string }
export type Phase =
  | { kind: 'idle' }
  | { kind: 'asked'; request: Request; epoch: number }
  | { kind: 'answered'; answer: Answer; request: Request; epoch: number }
  /** The first of two durable writes is done: documents before batch, documents before cursor. */
  | { kind: 'half'; answer: Answer; request: Request; epoch: number }

/** What a device has on its disk; `phase` alone is in its memory. */
export type Disk = {
  documents: Record<DocumentName, number>
  /** Written since everything that waits was last put into batches. */
  dirty: DocumentName[]
  batches: StoredBatch[]
  progress: { epoch: number; sequence: number } | null
  head: Head | null
  offered: number
  restored: boolean
  /** Documents edited since the database came out of a backup. */
  edited: DocumentName[]
  returns: string[]
  edits: number
}
export type Device = Disk & { phase: Phase; backup: Disk | null }
export type HeldRow = { document: number; revision: number; sequence: number }
export type Entry = { batch: number; receipt: number; device: DeviceName }
export type Books = {
  epoch: number
  floor: number
  sequence: number
  documents: Record<DocumentName, HeldRow>
  versions: Record<string, number>
  /** Of versions given after the county was put back: in which life, by whose batch, under which epoch. */
  given: Record<string, { life: number; from: DeviceName; epoch: number }>
  /** As this epoch began: the last life in which the county still knew what it has forgotten. */
  knewThrough: number | null
  ledger: Entry[]
  last: Record<DeviceName, { number: number; hash: string; frozen: boolean }>
  conflicts: string[]
}
/** `life`: how often its files were put back; stands for its clock. */
export type County = Books & { before: Books | null; restoredTo: boolean; life: number }
export type Late = { from: DeviceName; request: Request }

export type World = { A: Device; B: Device; county: County; late: Late[]; faults: string[]; /** What the author of each edit saw in its field. */ seen: Record<string, string>; /** Edits that were on a lost disk alone. */ lost: string[] }

const kept: unknown[] = []
const numbers = new Map<string, number>()

/** The number of a value; equal values have one number. */
export function keep(value: Stored | WireDocument | Batch | Receipt): number {
  const text = JSON.stringify(sorted(value))
  const known = numbers.get(text)
  if (known !== undefined) return known
  numbers.set(text, kept.push(value) - 1)
  return kept.length - 1
}
export const storedOf = (number: number) => kept[number] as Stored
export const wireOf = (number: number) => kept[number] as WireDocument
export const batchOf = (number: number) => kept[number] as Batch
export const receiptOf = (number: number) => kept[number] as Receipt

/** One text for equal worlds, whatever the order in which their parts were made. */
export function nameOf(world: World): string {
  const { A, B, county, ...rest } = world
  return `${textOf(A)}${textOf(B)}${textOf(county)}${JSON.stringify(sorted(rest))}`
}

const texts = new WeakMap<object, string>()

/** A step changes one of the three and leaves the others as they are: their texts are known. */
function textOf(part: object): string {
  const known = texts.get(part)
  if (known !== undefined) return known
  const text = JSON.stringify(sorted(part))
  texts.set(part, text)
  return text
}

export function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, member]) => [key, sorted(member)]))
}
