import type { CorrectionGroup } from '../domain/group.ts'
import { CorrectionRecord } from '../domain/record.ts'
import { localDateOf } from '../kernel/time.ts'

/** What a volunteer's device brings, with what the county knows around it. */
export type VolunteerWrite = {
  readonly personId: string
  readonly collection: string
  /** As a copy with neutral sync fields. */
  readonly document: Readonly<Record<string, unknown>>
  /** The group of the person it is about, if the office holds it. */
  readonly group: Pick<CorrectionGroup, 'members' | 'former'> | null
  /** Who wrote the record that stands at the county under this id, and the one that it corrects or confirms; undefined: none stands there. */
  readonly heldAuthor: string | undefined
  readonly namedAuthor: string | undefined
}

const kinds: ReadonlySet<string> = new Set(['visit', 'talk', 'confirmation'])
const sentences = {
  kind: '志愿者的电脑只能送本人写的走访、谈话和确认，这项内容县局没有采用。请由司法所登记。',
  author: '这条记录写的不是志愿者本人，县局没有采用。请由写的人自己登记。',
  group: '写的时候您不在这名对象的矫正小组里，县局没有采用。请与司法所核对小组名单。',
  correction: '只能更正本人写的记录，县局没有采用。请由写的人更正。',
} as const

/**
 * Why a volunteer's own device may not bring this; empty where it may: his own visits, talks and confirmations about
 * persons of whose group he was a member on that day. Pure; the answer says nothing of what the county holds.
 */
export function refusalForVolunteer({ personId, collection, document, group, heldAuthor, namedAuthor }: VolunteerWrite): string {
  const record = collection === 'records' ? CorrectionRecord.safeParse(document).data : undefined
  if (!record || !kinds.has(record.kind)) return sentences.kind
  if (record.author.personId !== personId || record.author.role !== 'volunteer') return sentences.author
  if (record.kind === 'confirmation' && record.personId !== personId) return sentences.author
  if (heldAuthor !== undefined && heldAuthor !== personId) return sentences.author
  if (record.corrects && namedAuthor !== undefined && namedAuthor !== personId) return sentences.correction
  return wasMember(group, personId, localDateOf(record.occurredAt)) ? '' : sentences.group
}

function wasMember(group: VolunteerWrite['group'], personId: string, on: string): boolean {
  if (!group) return false
  return group.members.some((member) => member.personId === personId) || (group.former ?? []).some((term) => term.personId === personId && term.joinedOn <= on && on <= term.endedOn)
}
