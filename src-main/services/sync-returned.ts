import type { ReturnedItem } from '#shared/contract/sync.ts'
import { pathLabel, pathWords } from '#shared/casework/path-words.ts'
import { type CorrectionRecord, recordKindLabels } from '#shared/domain/record.ts'
import { officeItself, SubjectId } from '#shared/kernel/ids.ts'
import { localDateOf } from '#shared/kernel/time.ts'
import { Ruling } from '#shared/domain/words.ts'
import { Collection, WireDocument } from '#shared/sync/protocol.ts'
import type { z } from 'zod'
import { atDesk, type Context } from '../host/office.ts'
import { openReturns } from '../sync/returns.ts'
import { sidesAt } from '../sync/rulings.ts'
import type { StoredReturn } from '../store/documents.ts'
import { readPlain } from '../store/read-plain.ts'

type Item = z.input<typeof ReturnedItem>

/** What people call the collections. */
export const collectionLabels: ReadonlyMap<string, string> = new Map([['subjects', '对象档案'], ['people', '名册'], ['groups', '矫正小组'], ['records', '记录'], ['procedures', '审批']])

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

export type Names = (subjectId: string) => string | undefined

/** Names of the subjects that the desk knows of, by id. */
export async function nameLookup(context: Context): Promise<Names> {
  const { office } = atDesk(context)
  const subjects = await readPlain(office.data.subjects, { selector: {} })
  const names = new Map<string, string>(subjects.map((subject) => [subject.id, subject.name]))
  return (subjectId) => names.get(subjectId)
}

function returnedRecord(record: CorrectionRecord, names: Names): Item {
  const { review, remarks = [] } = record
  const asked = review?.state === 'ISSUES'
  return {
    returnId: null,
    fields: [],
    collection: 'records',
    id: record.id,
    subjectId: record.subjectId,
    title: `${recordKindLabels[record.kind]} · ${names(record.subjectId) ?? '本所事务'} · ${localDateOf(record.occurredAt)}`,
    kind: asked ? 'issues' : 'returned',
    reason: review?.comment || (asked ? '县局对这条记录有疑问，请看每一处的意见。' : '县局退回，没有写明理由，请电话询问。'),
    at: review?.at ?? record.recordedAt,
    by: review?.by ?? '',
    about: review?.comments?.at(-1)?.id ?? null,
    comments: review?.comments ?? [],
    remarks,
  }
}

function returnedEntry(entry: StoredReturn, names: Names): Item {
  const mine = WireDocument.parse(JSON.parse(entry.mine))
  const current = WireDocument.parse(JSON.parse(entry.current))
  const subjectId = SubjectId.safeParse(aboutOf(entry))
  const collection = Collection.safeParse(entry.collectionName).data ?? 'subjects'
  const ruling = entry.ruling === undefined ? undefined : Ruling.safeParse(JSON.parse(entry.ruling)).data
  const name = entry.collectionName === 'people' ? text(mine['name']) : (names(String(subjectId.data ?? '')) ?? '')
  return {
    returnId: entry.id,
    fields: entry.fields.map((path) => {
      const sides = sidesAt(collection, { mine, current }, path)
      return { path, field: pathLabel(path, [sides.mine, sides.current]), mine: pathWords(path, sides.mine), current: pathWords(path, sides.current), taken: ruling?.fields.find(({ field }) => field === path)?.taken ?? null }
    }),
    collection: entry.collectionName,
    id: entry.documentId,
    subjectId: entry.collectionName === 'people' ? null : (subjectId.data ?? null),
    title: `${collectionLabels.get(entry.collectionName) ?? entry.collectionName} · ${name}`,
    kind: ruling ? 'decided' : entry.kind,
    reason: entry.reason,
    at: entry.at,
    by: ruling?.by ?? '',
    about: ruling?.id ?? null,
    comments: [],
    remarks: [],
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
