import type { SliceHandlers } from '#shared/contract/define.ts'
import type { group } from '#shared/contract/group.ts'
import { currentLetter } from '#shared/domain/group.ts'
import { isOpen } from '#shared/domain/subject.ts'
import { fail, ok } from '#shared/kernel/result.ts'
import { localDateOf } from '#shared/kernel/time.ts'
import { vacanciesOf } from '#shared/rules/index.ts'
import { atDesk, type Context } from '../host/office.ts'
import { casesOf } from './duty/case-shelf.ts'
import { attendanceOf } from './group/attendance.ts'
import { surroundingsOf } from './group/known.ts'
import { printLetter } from './group/print-letter.ts'
import { checkDraft, findGroup, findingsOf, saveGroup } from './group/save.ts'
import { signaturesIn, stateOf } from './group/state.ts'
import { findSubject, subjectsInReach } from './scope.ts'

/** The 3+X correction groups: one for each subject, under the subject's own id. */
export const groupHandlers: SliceHandlers<typeof group, Context> = {
  async get(context, { subjectId }) {
    const { office } = atDesk(context)
    const subject = await findSubject(context, subjectId)
    if (!subject) return fail('NOT_AVAILABLE')
    const saved = await findGroup(office, subjectId)
    const [findings, state] = await Promise.all([findingsOf(office, subject, { group: saved, saved }), stateOf(office, subject, saved)])
    return ok({ group: saved, findings, letter: (saved && currentLetter(saved)?.serial) ?? '', ...state })
  },
  attendance: attendanceOf,
  check: checkDraft,
  save: saveGroup,
  async list(context) {
    const { office } = atDesk(context)
    const saved = new Map((await office.data.groups.find().exec()).map((document) => [String(document.id), document.toMutableJSON()]))
    const own = await subjectsInReach(context)
    const subjects = (await office.data.subjects.find().exec()).map((document) => document.toMutableJSON()).filter((one) => isOpen(one) && (own === null || own.has(one.id)))
    const around = await surroundingsOf(office, [...saved.values()])
    const today = localDateOf(office.now())
    const rows = subjects.map(async (subject) => {
      const one = saved.get(subject.id) ?? null
      const findings = await findingsOf(office, subject, { group: one, saved: one }, around)
      const count = (level: 'hard' | 'soft'): number => findings.filter((finding) => finding.level === level).length
      return { subjectId: subject.id, subjectName: subject.name, memberCount: one?.members.length ?? 0, formedOn: one?.formedOn ?? null, hard: count('hard'), soft: count('soft'), vacant: one ? vacanciesOf(one).length : 0, unsigned: one ? signaturesIn(one, await casesOf(office).caseOf(subject.id), today).filter(({ current }) => !current).length : 0 }
    })
    return ok(await Promise.all(rows))
  },
  printLetter: async (context, { subjectId }) => printLetter(context, subjectId),
}
