import type { HandOverNotice } from '#shared/contract/sync.ts'
import type { KeptHandOver } from '#shared/sync/hand-over.ts'
import { atDesk, type Context } from '../host/office.ts'
import { countHeldBack, keptHandOvers } from '../sync/hand-over.ts'

/** The notices of hand-overs, the newest first. Whose file is sealed stands in none. */
export async function listHandOvers(context: Context): Promise<HandOverNotice[]> {
  const { office } = atDesk(context)
  const kept = (await keptHandOvers(office)).filter(({ subjectId, back }) => !back && (subjectId === null || !office.sealed.isSealed(subjectId)))
  const here = await office.data.subjects.findByIds(kept.flatMap(({ subjectId }) => subjectId ?? [])).exec()
  const notices = await Promise.all(kept.map(async (one): Promise<HandOverNotice[]> => {
    const { number, subjectId, gone, effectiveOn, movedAt, documents, removedAt, readAt } = one
    const { name, subjectNo } = gone || subjectId === null ? one : (here.get(subjectId) ?? one)
    // Nobody here knew him, or his file is sealed.
    if (subjectId !== null && name === '') return []
    const held = isOpen(one) ? await countHeldBack(office, one.subjectId) : { unsent: 0, drafts: 0 }
    return [{ number, subjectId, name, subjectNo, gone, officeName: gone ? one.toOfficeName : one.fromOfficeName, effectiveOn, movedAt, documents, after: one.after.length, ...held, removedAt, readAt }]
  }))
  return notices.flat().reverse()
}

function isOpen(one: KeptHandOver): one is KeptHandOver & { subjectId: NonNullable<KeptHandOver['subjectId']> } {
  return one.gone && one.removedAt === null && one.subjectId !== null
}
