import type { InputOf, OutputOf } from '#shared/contract/define.ts'
import type { group } from '#shared/contract/group.ts'
import { neverSent } from '#shared/domain/document.ts'
import { type CorrectionGroup, keyOfMembers } from '#shared/domain/group.ts'
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
import { knownOf, type Surroundings, surroundingsOf } from './known.ts'
import { resolveMembers } from './members.ts'
import { endTerms } from './terms.ts'

type Draft = InputOf<typeof group.check>
type Save = InputOf<typeof group.save>

/** The saved group of a subject; null where none was saved yet. */
export async function findGroup(office: Office, subjectId: SubjectId): Promise<CorrectionGroup | null> {
  return (await office.data.groups.findOne(subjectId).exec())?.toMutableJSON() ?? null
}

/** What is looked at: the group as it is or would be, and whose load counts it already. */
type Looked = { group: CorrectionGroup | null; saved: CorrectionGroup | null }

/** What the rules say today of a group, or of none. `known` spares the look into the directory. */
export async function findingsOf(office: Office, subject: Subject, { group, saved }: Looked, known?: Surroundings): Promise<Finding[]> {
  const around = known ?? (await surroundingsOf(office, group ? [group] : []))
  const savedIds = new Set(saved?.members.map(({ personId }) => String(personId)))
  return checkGroup(group ?? { members: [], exceptionReason: '', letterPrintedAt: null }, { gender: subject.gender, minorRegime: subject.minorRegime, ...knownOf(subject, group?.members ?? [], around, savedIds) }, localDateOf(office.now()))
}

/** The rules over a choice of members that is not saved. */
export async function checkDraft(context: Context, draft: Draft): Promise<Result<{ findings: Finding[] }, 'NOT_AVAILABLE' | 'INVALID_INPUT'>> {
  const { office } = atDesk(context)
  const subject = await findSubject(context, draft.subjectId)
  if (!subject) return fail('NOT_AVAILABLE')
  const before = await findGroup(office, draft.subjectId)
  const next = await nextGroup(context, draft, before)
  return next.ok ? ok({ findings: await findingsOf(office, subject, { group: next.value, saved: before }) }) : next
}

/**
 * Saves the members. Forming (定组) is refused while a hard finding stands; a formed group that gains one falls back to
 * being built. Who leaves does so for a reason and his term stays on record. Saving what is already there changes nothing
 * and sends nothing.
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
    const former = endTerms(before, next.value.members, { today: localDateOf(office.now()), endings: save.endings ?? [] })
    if (!former.ok) return former
    const changed: CorrectionGroup = { ...next.value, ...(former.value.length > 0 && { former: former.value }) }
    const findings = await findingsOf(office, subject, { group: changed, saved: before })
    const hard = findings.filter(({ level }) => level === 'hard').length
    if (save.form && hard > 0) return fail('GROUP_HAS_HARD_FINDINGS', { count: hard })
    const formedOn = hard > 0 ? null : (before?.formedOn ?? (save.form ? localDateOf(office.now()) : null))
    const saved = await store(office, { ...changed, formedOn }, before)
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
    letterPrintedAt: before && keyOfMembers(before.members) === keyOfMembers(members.value) ? before.letterPrintedAt : null,
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

function contentOf({ members, exceptionReason, formedOn, letterPrintedAt, former = [] }: CorrectionGroup): string {
  return canonicalJson({ members, exceptionReason, formedOn, letterPrintedAt, former })
}
