import type { InputOf, OutputOf } from '#shared/contract/define.ts'
import type { group } from '#shared/contract/group.ts'
import { neverSent } from '#shared/domain/document.ts'
import type { CorrectionGroup } from '#shared/domain/group.ts'
import { isOpen, type Subject } from '#shared/domain/subject.ts'
import { canonicalJson } from '#shared/kernel/canonical.ts'
import type { SubjectId } from '#shared/kernel/ids.ts'
import { fail, ok, type Result } from '#shared/kernel/result.ts'
import { localDateOf } from '#shared/kernel/time.ts'
import { checkGroup, type Finding } from '#shared/rules/index.ts'
import { atDesk, type Context, type Office } from '../../host/office.ts'
import { findSubject } from '../scope.ts'
import { serially } from '../serially.ts'
import { laterThan } from '../subject/edit.ts'
import { resolveMembers, sameMembers } from './members.ts'

type Draft = InputOf<typeof group.check>
type Save = InputOf<typeof group.save>

/** The saved group of a subject; null where none was saved yet. */
export async function findGroup(office: Office, subjectId: SubjectId): Promise<CorrectionGroup | null> {
  return (await office.data.groups.findOne(subjectId).exec())?.toMutableJSON() ?? null
}

type Relatives = Record<string, string | null>

/** What the rules say today of a saved group, or of none. `known` spares the look into the directory. */
export async function findingsOf(office: Office, saved: CorrectionGroup | null, subject: Subject, known?: Relatives): Promise<Finding[]> {
  const relatives = known ?? (await relativesIn(office, saved ? [saved] : []))
  return checkGroup(saved ?? { members: [], exceptionReason: '', letterPrintedAt: null }, { ...subject, relatives }, localDateOf(office.now()))
}

/** Whose relatives those on the families' seats are, by the directory. */
export async function relativesIn(office: Office, groups: readonly CorrectionGroup[]): Promise<Relatives> {
  const ids = groups.flatMap(({ members }) => members.filter(({ seat }) => seat === 'FIXED_FAMILY').map(({ personId }) => personId))
  if (ids.length === 0) return {}
  const people = await office.data.people.findByIds(ids).exec()
  return Object.fromEntries([...people.values()].map(({ id, relativeOf }) => [id, relativeOf]))
}

/** The rules over a choice of members that is not saved. */
export async function checkDraft(context: Context, draft: Draft): Promise<Result<{ findings: Finding[] }, 'NOT_AVAILABLE' | 'INVALID_INPUT'>> {
  const { office } = atDesk(context)
  const subject = await findSubject(context, draft.subjectId)
  if (!subject) return fail('NOT_AVAILABLE')
  const next = await nextGroup(context, draft, await findGroup(office, draft.subjectId))
  return next.ok ? ok({ findings: await findingsOf(office, next.value, subject) }) : next
}

/**
 * Saves the members. Forming (定组) is refused while a hard finding stands; a formed group that gains one falls back to
 * being built. Saving what is already there changes nothing and sends nothing.
 */
export async function saveGroup(context: Context, save: Save): Promise<Result<OutputOf<typeof group.save>, 'GROUP_HAS_HARD_FINDINGS' | 'SUBJECT_CLOSED' | 'NOT_AVAILABLE' | 'INVALID_INPUT'>> {
  const { office } = atDesk(context)
  return serially(office, `group ${save.subjectId}`, async () => {
    const subject = await findSubject(context, save.subjectId)
    if (!subject) return fail('NOT_AVAILABLE')
    if (!isOpen(subject)) return fail('SUBJECT_CLOSED', { name: subject.name })
    const before = await findGroup(office, save.subjectId)
    const next = await nextGroup(context, save, before)
    if (!next.ok) return next
    const findings = await findingsOf(office, next.value, subject)
    const hard = findings.filter(({ level }) => level === 'hard').length
    if (save.form && hard > 0) return fail('GROUP_HAS_HARD_FINDINGS', { count: hard })
    const formedOn = hard > 0 ? null : (before?.formedOn ?? (save.form ? localDateOf(office.now()) : null))
    const saved = await store(office, { ...next.value, formedOn }, before)
    office.emit('subject.changed', { subjectId: save.subjectId })
    return ok({ group: saved, findings })
  })
}

async function nextGroup(context: Context, draft: Draft, before: CorrectionGroup | null): Promise<Result<CorrectionGroup, 'INVALID_INPUT'>> {
  const { office, me } = atDesk(context)
  const members = await resolveMembers(context, draft.members, before)
  if (!members.ok) return members
  return ok({
    ...(before ?? neverSent),
    id: draft.subjectId,
    members: members.value,
    exceptionReason: draft.exceptionReason,
    formedOn: before?.formedOn ?? null,
    letterPrintedAt: before && sameMembers(before.members, members.value) ? before.letterPrintedAt : null,
    editedAt: before ? laterThan(before.editedAt, office.now()) : office.now(),
    editedBy: me.name,
    receivedAt: null,
    refused: null,
    revision: before?.revision ?? neverSent.revision,
  })
}

async function store(office: Office, next: CorrectionGroup, before: CorrectionGroup | null): Promise<CorrectionGroup> {
  if (!before) return (await office.data.groups.insert(next)).toMutableJSON()
  if (!before.refused && contentOf(before) === contentOf(next)) return before
  const { id: _, revision: __, ...edited } = next
  const document = await office.data.groups.findOne(next.id).exec(true)
  return (await document.incrementalPatch(edited)).toMutableJSON()
}

function contentOf({ members, exceptionReason, formedOn, letterPrintedAt }: CorrectionGroup): string {
  return canonicalJson({ members, exceptionReason, formedOn, letterPrintedAt })
}
