import { createHash } from 'node:crypto'
import { z } from 'zod'
import { projectForVolunteer } from '#shared/authz/volunteer-projection.ts'
import type { CorrectionRecord } from '#shared/domain/record.ts'
import { canonicalJson, type Json } from '#shared/kernel/canonical.ts'
import { shelfOf } from '../../services/record/shelf.ts'
import { directoryOf } from '../../services/subject/directory.ts'
import type { StoredFile } from '../../store/documents.ts'
import { countyClockSetting } from '../../sync/sync-settings.ts'
import type { Office } from '../office.ts'
import { newestCopy } from './audit-copy.ts'
import type { Contents } from './own-file.ts'

/** Of this device, about nobody: what forms and log-in ask for. The clock is news at every contact, and no reason for a new file. */
const passedOn = ['office', 'policy', 'file-keys']

/**
 * What a volunteer's file is to hold now, and its hash. Reads only what may concern him; what goes in is decided by the
 * projection alone. `fileIds`: kept files that were in his file, of which no record need speak.
 */
export async function contentsFor(office: Office, personId: string, fileIds: readonly string[]): Promise<{ contents: Contents; hash: string }> {
  const { data } = office
  const directory = await directoryOf(office)
  const ids = directory.ordered('name').flatMap((one) => (one.open && directory.groupOf(one.id)?.memberIds.includes(personId) ? [String(one.id)] : []))
  const subjects = [...(await data.subjects.findByIds(ids).exec()).values()].map((one) => one.toMutableJSON())
  const groups = [...(await data.groups.findByIds(ids).exec()).values()].map((one) => one.toMutableJSON())
  const memberIds = new Set([personId, ...groups.flatMap(({ members }) => members.map((member) => String(member.personId)))])
  const people = [...(await data.people.findByIds([...memberIds]).exec()).values()].map((one) => one.toMutableJSON())
  const records = (await Promise.all(ids.map((id) => recordsAbout(office, personId, id)))).flat()
  const drafts = (await data.drafts.find({ selector: { personId: { $eq: personId } } }).exec()).map((one) => one.toMutableJSON())
  const files = await filesOf(office, [...fileIds, ...records.flatMap((record) => (record.kind === 'confirmation' ? [] : record.attachments.map(({ fileId }) => String(fileId))))])
  const projected = projectForVolunteer(personId, { subjects, groups, people, records, drafts, files })
  const settings = [...(await data.settings.findByIds(passedOn).exec()).values()].map((one) => one.toMutableJSON())
  const clock = (await data.settings.findOne(countyClockSetting.id).exec())?.toMutableJSON()
  const last = await newestCopy(data.audit, personId)
  const hash = createHash('sha256').update(canonicalJson(byId({ ...projected, settings }))).digest('hex')
  return { contents: { ...projected, settings: clock ? [...settings, clock] : settings, audit: last ? [last] : [] }, hash }
}

/** Records of one subject that may concern him: found by the book in memory, so that a long file is not read for a few of them. */
async function recordsAbout(office: Office, personId: string, subjectId: string): Promise<CorrectionRecord[]> {
  const entries = [...(await shelfOf(office).bookOf(subjectId)).entries.values()]
  const his = new Set(entries.filter((one) => one.authorId === personId || one.participantIds.includes(personId)).map(({ id }) => id))
  const wanted = entries.filter(({ id, confirms, corrects }) => his.has(id) || his.has(confirms?.recordId ?? '') || his.has(corrects ?? ''))
  return [...(await office.data.records.findByIds(wanted.map(({ id }) => id)).exec()).values()].map((one) => one.toMutableJSON())
}

/** The kept files of these ids with their small pictures. */
async function filesOf({ data }: Office, ids: readonly string[]): Promise<StoredFile[]> {
  const files = [...(await data.files.findByIds([...new Set(ids)]).exec()).values()].map((one) => one.toMutableJSON())
  const small = files.flatMap(({ thumbnailId }) => (thumbnailId && !ids.includes(thumbnailId) ? [thumbnailId] : []))
  return [...files, ...[...(await data.files.findByIds(small).exec()).values()].map((one) => one.toMutableJSON())]
}

/** The same documents give the same hash in whatever order they were read. */
function byId(contents: Record<string, readonly { id: string }[]>): Json {
  const sorted = Object.entries(contents).map(([name, documents]) => [name, [...documents].sort((a, b) => (a.id < b.id ? -1 : 1))])
  return z.json().parse(JSON.parse(JSON.stringify(sorted)))
}
