import type { ReturnedItem } from '#shared/contract/sync.ts'
import { fieldLabel } from '#shared/domain/field-labels.ts'
import { type CorrectionRecord, recordKindLabels } from '#shared/domain/record.ts'
import { officeItself, SubjectId } from '#shared/kernel/ids.ts'
import { localDateOf } from '#shared/kernel/time.ts'
import { WireDocument } from '#shared/sync/protocol.ts'
import type { z } from 'zod'
import { atDesk, type Context } from '../host/office.ts'
import { openReturns } from '../sync/returns.ts'
import type { StoredReturn } from '../store/documents.ts'
import { readPlain } from '../store/read-plain.ts'

type Item = z.input<typeof ReturnedItem>

const collectionLabels = new Map([['subjects', '对象档案'], ['people', '名册'], ['groups', '矫正小组'], ['records', '记录']])

/** 退回: what the county's officer returned, what met another edit, what the county could not read. Newest first. */
export async function listReturned(context: Context): Promise<Item[]> {
  const { office, me, reach } = atDesk(context)
  const records = (await office.sync.returnedRecords()).filter((record) => reach === 'office' || record.author.personId === me.personId)
  const entries = reach === 'office' ? await openReturns(office) : []
  // Almost always nothing is returned; then no name is wanted.
  if (records.length === 0 && entries.length === 0) return []
  const names = await nameLookup(context)
  // Whom the desk does not know of, it does not speak of either (host/sealed/gate.ts).
  const isKnown = (subjectId: unknown): boolean => typeof subjectId !== 'string' || subjectId === officeItself || names(subjectId) !== undefined
  const shown = { records: records.filter(({ subjectId }) => isKnown(subjectId)), entries: entries.filter((entry) => isKnown(aboutOf(entry))) }
  return [...shown.records.map((record) => returnedRecord(record, names)), ...shown.entries.map((entry) => returnedEntry(entry, names))].sort((a, b) => b.at.localeCompare(a.at))
}

type Names = (subjectId: string) => string | undefined

async function nameLookup(context: Context): Promise<Names> {
  const { office } = atDesk(context)
  const subjects = await readPlain(office.data.subjects, { selector: {} })
  const names = new Map<string, string>(subjects.map((subject) => [subject.id, subject.name]))
  return (subjectId) => names.get(subjectId)
}

function returnedRecord(record: CorrectionRecord, names: Names): Item {
  return {
    returnId: null,
    fields: [],
    collection: 'records',
    id: record.id,
    subjectId: record.subjectId,
    title: `${recordKindLabels[record.kind]} · ${names(record.subjectId) ?? '本所事务'} · ${localDateOf(record.occurredAt)}`,
    kind: 'returned',
    reason: record.review?.comment || '县局退回，没有写明理由，请电话询问。',
    at: record.review?.at ?? record.recordedAt,
  }
}

function returnedEntry(entry: StoredReturn, names: Names): Item {
  const mine = WireDocument.parse(JSON.parse(entry.mine))
  const current = WireDocument.parse(JSON.parse(entry.current))
  const subjectId = SubjectId.safeParse(aboutOf(entry))
  const name = entry.collectionName === 'people' ? text(mine['name']) : (names(String(subjectId.data ?? '')) ?? '')
  return {
    returnId: entry.id,
    fields: entry.fields.map((field) => ({ field: fieldLabel(field), mine: text(mine[field]), current: text(current[field]) })),
    collection: entry.collectionName,
    id: entry.documentId,
    subjectId: entry.collectionName === 'people' ? null : (subjectId.data ?? null),
    title: `${collectionLabels.get(entry.collectionName) ?? entry.collectionName} · ${name}`,
    kind: entry.kind,
    reason: entry.reason,
    at: entry.at,
  }
}

/** Whom a returned document is about; of a relative, whose he is. */
function aboutOf({ collectionName, documentId, mine }: StoredReturn): unknown {
  if (collectionName === 'subjects' || collectionName === 'groups') return documentId
  return WireDocument.parse(JSON.parse(mine))[collectionName === 'people' ? 'relativeOf' : 'subjectId']
}

function text(value: unknown): string {
  if (value === undefined || value === null || value === '') return '（空）'
  return typeof value === 'string' ? value : JSON.stringify(value)
}
