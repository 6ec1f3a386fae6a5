import type { OutboxItem } from '#shared/contract/sync.ts'
import { procedureKindLabels } from '#shared/domain/procedure.ts'
import { recordKindLabels } from '#shared/domain/record.ts'
import { DocumentId, officeItself, SubjectId } from '#shared/kernel/ids.ts'
import { type Instant, localDateOf } from '#shared/kernel/time.ts'
import type { OfficeRole } from '#shared/authz/roles.ts'
import type { z } from 'zod'
import { sentFiles, takenAnswers } from '../courier/sent-files.ts'
import { atDesk, type Context, type Office } from '../host/office.ts'
import { waitingHeads } from '../sync/batches.ts'
import { countWaiting } from '../sync/count-waiting.ts'
import { collectionLabels, nameLookup, type Names } from './sync-returned.ts'

type Item = z.input<typeof OutboxItem>
type Waiting = Omit<Item, 'state' | 'batch' | 'role'> & { role?: OfficeRole; received: boolean }

/** The documents that the county has not receipted, oldest first, with how far each has come. Refused ones are in 退回. */
export async function listOutbox(context: Context, limit: number): Promise<{ items: Item[]; total: number }> {
  const { office } = atDesk(context)
  const total = await countWaiting(office)
  if (total === 0) return { items: [], total }
  const batches = await waitingHeads(office)
  const inBatch = new Map(batches.flatMap(({ number, items }) => items.map((name) => [name, number] as const)))
  const carriedThrough = await carried(office)
  const roles = await rolesByName(office)
  const names = await nameLookup(context)
  const again = batches.filter(({ receipt }) => receipt !== null).flatMap(({ items }) => items)
  const found = await readWaiting(office, names, again)
  const items = found.sort((a, b) => a.since.localeCompare(b.since)).slice(0, limit).map(({ received, ...one }): Item => {
    const batch = inBatch.get(`${one.collection}/${one.id}`) ?? null
    const state = received ? 'again' : batch === null ? 'queued' : batch <= carriedThrough ? 'carried' : 'underway'
    return { ...one, role: one.role ?? roles.get(one.by) ?? null, state, batch }
  })
  return { items, total }
}

async function readWaiting({ data }: Office, names: Names, again: readonly string[]): Promise<Waiting[]> {
  const waiting = { selector: { receivedAt: { $eq: null } } }
  const idsOf = (collection: string): string[] => again.filter((name) => name.startsWith(`${collection}/`)).map((name) => name.slice(collection.length + 1))
  const [subjects, people, groups, records, procedures] = await Promise.all([
    data.subjects.find(waiting).exec(), data.people.find(waiting).exec(), data.groups.find(waiting).exec(), data.records.find(waiting).exec(), data.procedures.find(waiting).exec(),
  ])
  const [subjectsAgain, peopleAgain, groupsAgain, recordsAgain, proceduresAgain] = await Promise.all([
    data.subjects.findByIds(idsOf('subjects')).exec(), data.people.findByIds(idsOf('people')).exec(), data.groups.findByIds(idsOf('groups')).exec(), data.records.findByIds(idsOf('records')).exec(), data.procedures.findByIds(idsOf('procedures')).exec(),
  ])
  const of = (subjectId: string): string => (subjectId === officeItself ? '本所事务' : (names(subjectId) ?? ''))
  return [
    ...unrefused(subjects, subjectsAgain).map((one) => edited('subjects', one, { about: one.id, name: one.name })),
    ...unrefused(people, peopleAgain).map((one) => edited('people', one, { about: null, name: one.name })),
    ...unrefused(groups, groupsAgain).map((one) => edited('groups', one, { about: one.id, name: of(one.id) })),
    ...unrefused(procedures, proceduresAgain).map((one) => ({ ...edited('procedures', one, { about: one.subjectId, name: of(one.subjectId) }), title: `${procedureKindLabels[one.kind]} · ${of(one.subjectId)}` })),
    ...unrefused(records, recordsAgain).map((one): Waiting => ({
      collection: 'records', id: one.id, subjectId: one.subjectId, title: `${recordKindLabels[one.kind]} · ${of(one.subjectId)} · ${localDateOf(one.occurredAt)}`,
      by: one.author.name, role: one.author.role, since: one.recordedAt, received: one.receivedAt !== null,
    })),
  ]
}

/** Each once: an edit of what travels again stands in both lists. */
function unrefused<T extends { id: string; refused: unknown }>(waiting: readonly T[], again: ReadonlyMap<string, T>): T[] {
  return [...new Map([...again.values(), ...waiting].map((one) => [one.id, one])).values()].filter(({ refused }) => refused === null)
}

type Edited = { id: string; editedAt: Instant; editedBy: string; receivedAt: Instant | null }

function edited(collection: 'subjects' | 'people' | 'groups' | 'procedures', { id, editedAt, editedBy, receivedAt }: Edited, of: { about: string | null; name: string }): Waiting {
  return { collection, id: DocumentId.parse(id), subjectId: SubjectId.safeParse(of.about).data ?? null, title: `${collectionLabels.get(collection)} · ${of.name}`, by: editedBy, since: editedAt, received: receivedAt !== null }
}

async function rolesByName(office: Office): Promise<Map<string, OfficeRole>> {
  const people = await office.data.people.find({ selector: { account: { $ne: null } } }).exec()
  return new Map(people.flatMap(({ name, account }) => (account ? [[name, account.role] as const] : [])))
}

/** The newest batch that went by stick and has had no answer; 0 for none. */
async function carried(office: Office): Promise<number> {
  const { chain, files } = await sentFiles(office)
  const { answered } = await takenAnswers(office)
  const open = files.filter(({ number }) => answered?.chain !== chain || number > answered.number)
  return Math.max(0, ...open.map(({ through }) => through))
}
