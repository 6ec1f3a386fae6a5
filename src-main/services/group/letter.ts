import { z } from 'zod'
import { type CorrectionGroup, currentLetter, keyOfMembers, type LetterVersion } from '#shared/domain/group.ts'
import type { OutputOf } from '#shared/contract/define.ts'
import type { group } from '#shared/contract/group.ts'
import { categoryLabels } from '#shared/domain/codes.ts'
import { letterSeries } from '#shared/forms/templates/group.ts'
import type { SubjectId } from '#shared/kernel/ids.ts'
import { fail, ok, type Result } from '#shared/kernel/result.ts'
import { localDateOf } from '#shared/kernel/time.ts'
import { atDesk, type Context, type Office } from '../../host/office.ts'
import { nextSerial } from '../form/numbers.ts'
import { findSubject } from '../scope.ts'
import { serially } from '../serially.ts'
import { laterThan } from '../subject/edit.ts'
import { findGroup, findingsOf } from './save.ts'

/** Letters of the first version were kept on the device that numbered them. */
const Issued = z.object({ serial: z.string(), members: z.string() })
const OfficeName = z.object({ name: z.string() })

export type Letter = OutputOf<typeof group.printLetter>

/**
 * The responsibility letter (责任书) of the members as they are, and the note that it was printed. The same members get
 * the same number again; others get a new one.
 */
export async function takeLetter(context: Context, subjectId: SubjectId): Promise<Result<Letter, 'GROUP_HAS_HARD_FINDINGS' | 'NOT_AVAILABLE'>> {
  const { office, me } = atDesk(context)
  return serially(office, `group ${subjectId}`, async () => {
    const subject = await findSubject(context, subjectId)
    if (!subject) return fail('NOT_AVAILABLE')
    const saved = await findGroup(office, subjectId)
    const hard = (await findingsOf(office, subject, { group: saved, saved })).filter(({ level }) => level === 'hard').length
    if (!saved || hard > 0) return fail('GROUP_HAS_HARD_FINDINGS', { count: hard })
    const printedOn = localDateOf(office.now())
    const letter = await versionFor(office, saved)
    const document = await office.data.groups.findOne(subjectId).exec(true)
    const printed = await document.incrementalPatch({
      letterPrintedAt: office.now(), ...(saved.letters?.includes(letter) ? {} : { letters: [...(saved.letters ?? []), letter] }), editedAt: laterThan(saved.editedAt, office.now()), editedBy: me.name, receivedAt: null, refused: null,
    })
    office.emit('subject.changed', { subjectId })
    const { name, subjectNo, category, termStart, termEnd } = subject
    return ok({
      serial: letter.serial,
      officeName: (await office.settings.get('office', OfficeName))?.name ?? '',
      subject: { name, subjectNo, category: categoryLabels[category], termStart, termEnd },
      group: printed.toMutableJSON(),
      printedOn,
    })
  })
}

// The version that stands for today's members, or a new one. Its number is on disk before it is given away: a kill in
// between skips a number and never gives one twice.
async function versionFor(office: Office, group: CorrectionGroup): Promise<LetterVersion> {
  const known = currentLetter(group)
  if (known) return known
  const members = group.members.map(({ personId, name, seat, isLeader }) => ({ personId, name, seat, isLeader }))
  const older = await office.settings.get(`letter/${group.id}`, Issued)
  const serial = older?.members === keyOfMembers(members) ? older.serial : await nextSerial(office, letterSeries, Number(localDateOf(office.now()).slice(0, 4)))
  return { serial, printedAt: office.now(), members }
}
