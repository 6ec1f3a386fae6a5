import { z } from 'zod'
import type { OutputOf } from '#shared/contract/define.ts'
import type { group } from '#shared/contract/group.ts'
import { categoryLabels } from '#shared/domain/codes.ts'
import type { SubjectId } from '#shared/kernel/ids.ts'
import { fail, ok, type Result } from '#shared/kernel/result.ts'
import { localDateOf, type LocalDate } from '#shared/kernel/time.ts'
import { atDesk, type Context, type Office } from '../../host/office.ts'
import { findSubject } from '../scope.ts'
import { serially } from '../serially.ts'
import { laterThan } from '../subject/edit.ts'
import { keyOfMembers } from './members.ts'
import { findGroup, findingsOf } from './save.ts'

const Counter = z.object({ last: z.int().nonnegative() })
const Issued = z.object({ serial: z.string(), members: z.string() })
const OfficeName = z.object({ name: z.string() })

/**
 * The responsibility letter (责任书) of the members as they are, and the note that it was printed. The same members get
 * the same number again; others get a new one.
 */
export async function printLetter(context: Context, subjectId: SubjectId): Promise<Result<OutputOf<typeof group.printLetter>, 'GROUP_HAS_HARD_FINDINGS' | 'NOT_AVAILABLE'>> {
  const { office, me } = atDesk(context)
  return serially(office, `group ${subjectId}`, async () => {
    const subject = await findSubject(context, subjectId)
    if (!subject) return fail('NOT_AVAILABLE')
    const saved = await findGroup(office, subjectId)
    const hard = (await findingsOf(office, saved, subject)).filter(({ level }) => level === 'hard').length
    if (!saved || hard > 0) return fail('GROUP_HAS_HARD_FINDINGS', { count: hard })
    const printedOn = localDateOf(office.now())
    const serial = await serialFor(office, { subjectId, members: keyOfMembers(saved.members), on: printedOn })
    const document = await office.data.groups.findOne(subjectId).exec(true)
    const printed = await document.incrementalPatch({
      letterPrintedAt: office.now(), editedAt: laterThan(saved.editedAt, office.now()), editedBy: me.name, receivedAt: null, refused: null,
    })
    office.emit('subject.changed', { subjectId })
    const { name, subjectNo, category, termStart, termEnd } = subject
    return ok({
      serial,
      officeName: (await office.settings.get('office', OfficeName))?.name ?? '',
      subject: { name, subjectNo, category: categoryLabels[category], termStart, termEnd },
      group: printed.toMutableJSON(),
      printedOn,
    })
  })
}

// Unique without a network: the year, a mark of this device, and its own counter, which is on disk before the number
// is given away. A kill in between skips a number and never gives one twice.
async function serialFor(office: Office, letter: { subjectId: SubjectId; members: string; on: LocalDate }): Promise<string> {
  const issuedId = `letter/${letter.subjectId}`
  const issued = await office.settings.get(issuedId, Issued)
  if (issued?.members === letter.members) return issued.serial
  const year = letter.on.slice(0, 4)
  const counterId = `letterCounter/${year}`
  const next = await serially(office, counterId, async () => {
    const last = (await office.settings.get(counterId, Counter))?.last ?? 0
    await office.settings.set(counterId, { last: last + 1 })
    return last + 1
  })
  const serial = `矫责〔${year}〕${office.deviceId.slice(-5)}-${String(next).padStart(4, '0')}号`
  await office.settings.set(issuedId, { serial, members: letter.members })
  return serial
}
