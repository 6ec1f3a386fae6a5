import type { OutputOf } from '#shared/contract/define.ts'
import type { record } from '#shared/contract/record.ts'
import type { WrittenKind } from '#shared/domain/record.ts'
import { officeItself } from '#shared/kernel/ids.ts'
import type { Subject } from '#shared/domain/subject.ts'
import { atDesk, type Context } from '../../host/office.ts'
import { seesWholeFiles } from '../scope.ts'
import { lastOf } from './book.ts'
import { onlyAuthor, readEntries } from './entries.ts'
import { linksFor } from './links.ts'
import { policyOf } from './policy.ts'
import { shelfOf } from './shelf.ts'

type Prepared = OutputOf<typeof record.prepare>

/** All that the form of a new record shows beside it. */
export async function prepareRecord(context: Context, subject: Subject | null, kind: WrittenKind): Promise<Prepared> {
  const { office } = atDesk(context)
  const book = await shelfOf(office).bookOf(subject?.id ?? officeItself)
  const last = lastOf(book, kind, onlyAuthor(context))
  const [entry] = last ? await readEntries(context, book, [last.id]) : []
  return {
    last: entry ?? null,
    residence: subject?.residence ?? '',
    visitHint: subject?.visitHint ?? '',
    companions: await companionsOf(context, subject),
    links: await linksFor(context, { subject, kind }),
    phrases: (await policyOf(office)).phrases[kind] ?? [],
  }
}

// Who may have come along: the people of the group and the office's own staff. Family is met, it does not come along.
async function companionsOf(context: Context, subject: Subject | null): Promise<Prepared['companions']> {
  const { office, me } = atDesk(context)
  const group = subject && (await office.data.groups.findOne(subject.id).exec())?.toMutableJSON()
  const inGroup = new Set(group?.members.map(({ personId }) => String(personId)))
  const people = (await office.data.people.find().exec()).map((document) => document.toMutableJSON())
  return people
    .filter((person) => person.active && person.id !== me.personId && person.kind !== 'FAMILY' && person.kind !== 'GUARDIAN')
    .filter((person) => inGroup.has(person.id) || (seesWholeFiles(context) && (person.kind === 'STAFF' || person.account?.active)))
    .sort((a, b) => Number(inGroup.has(b.id)) - Number(inGroup.has(a.id)) || a.name.localeCompare(b.name, 'zh-CN'))
    .map((person) => ({ personId: person.id, name: person.name, canConfirm: person.account?.active ?? false }))
}
