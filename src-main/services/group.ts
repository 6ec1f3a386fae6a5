import type { SliceHandlers } from '#shared/contract/define.ts'
import type { group } from '#shared/contract/group.ts'
import { isOpen } from '#shared/domain/subject.ts'
import { fail, ok } from '#shared/kernel/result.ts'
import { atDesk, type Context } from '../host/office.ts'
import { printLetter } from './group/letter.ts'
import { checkDraft, findGroup, findingsOf, relativesIn, saveGroup } from './group/save.ts'
import { findSubject } from './scope.ts'

/** The 3+X correction groups: one for each subject, under the subject's own id. */
export const groupHandlers: SliceHandlers<typeof group, Context> = {
  async get(context, { subjectId }) {
    const { office } = atDesk(context)
    const subject = await findSubject(context, subjectId)
    if (!subject) return fail('NOT_AVAILABLE')
    const saved = await findGroup(office, subjectId)
    return ok({ group: saved, findings: await findingsOf(office, saved, subject) })
  },
  check: checkDraft,
  save: saveGroup,
  async list(context) {
    const { office } = atDesk(context)
    const saved = new Map((await office.data.groups.find().exec()).map((document) => [String(document.id), document.toMutableJSON()]))
    const subjects = (await office.data.subjects.find().exec()).map((document) => document.toMutableJSON()).filter(isOpen)
    const relatives = await relativesIn(office, [...saved.values()])
    const rows = subjects.map(async (subject) => {
      const one = saved.get(subject.id) ?? null
      const findings = await findingsOf(office, one, subject, relatives)
      const count = (level: 'hard' | 'soft'): number => findings.filter((finding) => finding.level === level).length
      return { subjectId: subject.id, subjectName: subject.name, memberCount: one?.members.length ?? 0, formedOn: one?.formedOn ?? null, hard: count('hard'), soft: count('soft') }
    })
    return ok(await Promise.all(rows))
  },
  printLetter: async (context, { subjectId }) => printLetter(context, subjectId),
}
