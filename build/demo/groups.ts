import type { GroupSeat } from '#shared/domain/codes.ts'
import type { Subject } from '#shared/domain/subject.ts'
import { addRelative, type Candidate } from './directory.ts'
import { must } from './must.ts'
import type { OfficeClient } from './office-client.ts'
import type { Choice } from './random.ts'

type People = { staff: Candidate[]; volunteers: Candidate[]; cadres: Candidate[] }

/** Builds the subject's 3+X group; most are formed, some are left with the gaps that offices really have. */
export async function buildGroup(client: OfficeClient, choice: Choice, subject: Subject, people: People): Promise<void> {
  const gap = choice.below(100)
  if (gap < 6) return
  const staff = choice.pick(people.staff)
  const members: { personId: string; seat: GroupSeat; isLeader: boolean }[] = [
    { personId: staff.personId, seat: 'FIXED_OFFICE', isLeader: true },
    { personId: choice.pick(people.cadres).personId, seat: 'FIXED_VILLAGE', isLeader: false },
  ]
  if (gap >= 14) members.push({ personId: (await addRelative(client, choice, subject)).personId, seat: 'FIXED_FAMILY', isLeader: false })
  const helper = people.volunteers[subject.minorRegime || subject.gender === '2' ? 0 : choice.below(people.volunteers.length)]
  if (helper && (subject.minorRegime || subject.gender === '2' || choice.chance(0.8))) members.push({ personId: helper.personId, seat: 'X', isLeader: false })
  const draft = { subjectId: subject.id, members, exceptionReason: '' }
  const { findings } = await must('检查小组', client.group.check(draft))
  const form = findings.every((finding) => finding.level === 'soft')
  await must('保存小组', client.group.save({ ...draft, form }))
  if (form && gap > 20) await must('打印责任书', client.group.printLetter({ subjectId: subject.id }))
}
