import type { CorrectionGroup } from '#shared/domain/group.ts'
import { type Subject, SubjectFacts } from '#shared/domain/subject.ts'
import { toInstant } from '#shared/kernel/time.ts'
import { must } from './must.ts'
import type { OfficeClient } from './office-client.ts'

type Who = { subject: Subject; group: CorrectionGroup | null }

/** A tie that keeps a cadre out of one group, and a member whose term has ended: each once. */
export async function settleGroups(client: OfficeClient, people: readonly Who[]): Promise<void> {
  const [cadre] = await must('名册', client.person.list({ kind: 'VILLAGE', activeOnly: true }))
  const tied = people.find(({ group }) => group && cadre && !group.members.some(({ personId }) => personId === cadre.person.id))
  if (cadre && tied) {
    const { name, gender, kind, phone, organisation, village, specialties, minorsKnowledge, relativeOf, relation, active } = cadre.person
    await must('登记利害关系', client.person.edit({ id: cadre.person.id, editedAt: cadre.person.editedAt, facts: { name, gender, kind, phone, organisation, village, specialties, minorsKnowledge, relativeOf, relation, active, ties: [{ subjectId: tied.subject.id, tie: 'DISPUTE', note: '与其家有地界纠纷' }] } }))
  }
  for (const { subject, group } of people) {
    const leaver = group?.formedOn && !subject.minorRegime && subject.gender === '1' ? group.members.find(({ seat }) => seat === 'X') : undefined
    if (!group || !leaver) continue
    const members = group.members.filter(({ personId }) => personId !== leaver.personId).map(({ personId, seat, isLeader }) => ({ personId, seat, isLeader }))
    await must('小组成员变动', client.group.save({ subjectId: subject.id, members, exceptionReason: group.exceptionReason, form: false, endings: [{ personId: leaver.personId, reason: 'OWN_WISH', note: '外出务工，本人提出' }] }))
    return
  }
}

/** A number in a file changed, a paper taken, a duty of the old files answered: each once. */
export async function workAtDesk(client: OfficeClient, subject: Subject, now: number): Promise<void> {
  const known = await must('对象档案', client.subject.get({ id: subject.id }))
  const facts = SubjectFacts.parse(Object.fromEntries(Object.keys(SubjectFacts.shape).flatMap((field) => (field in known ? [[field, Object.getOwnPropertyDescriptor(known, field)?.value]] : []))))
  await must('修改档案', client.subject.edit({ id: subject.id, editedAt: known.editedAt, facts: { ...facts, phone: '19900019999' } }))
  const forms = await must('文书', client.form.list({ subjectId: subject.id }))
  const form = forms.find(({ maker, aboutId }) => maker === 'office' && aboutId === null)
  if (form) await must('出具文书', client.form.issue({ subjectId: subject.id, formId: form.formId, aboutId: null, copies: 2, medium: 'PRINT' }))
  const { rows } = await must('今日', client.duty.list({ days: 0 }))
  const old = rows.find(({ backlog }) => backlog)
  if (old) await must('不适用说明', client.record.log({ record: { kind: 'notApplicable', subjectId: old.subjectId, occurredAt: toInstant(now), place: '', text: '', participants: [], attachments: [], values: { ruleId: old.ruleId, duty: old.key, reason: '使用本系统以前已经办理，材料在纸质档案内。' } }, draftId: null }))
}
