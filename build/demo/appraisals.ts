import type { ConsoleContract } from '#shared/contract/console.ts'
import type { Client } from '#shared/contract/define.ts'
import type { Subject } from '#shared/domain/subject.ts'
import { addDays, type LocalDate } from '#shared/kernel/time.ts'
import { must } from './must.ts'
import type { OfficeClient } from './office-client.ts'
import type { Choice } from './random.ts'

/** The office's word on the last cycle of each person; most of them. Answers the procedures begun. */
export async function proposeAppraisals(client: OfficeClient, choice: Choice, { subjects, on }: { subjects: readonly Subject[]; on: LocalDate }): Promise<{ id: string; minor: boolean; guardian: string }[]> {
  const begun: { id: string; minor: boolean; guardian: string }[] = []
  for (const subject of subjects) {
    if (!subject.intakeDate || addDays(subject.intakeDate, 30) > on || subject.termEnd <= on || !choice.chance(0.94)) continue
    const values = { from: addDays(on, subject.level === 'STRICT' ? -30 : -90), to: on, grade: choice.chance(0.15) ? 'GOOD' : 'PASS', points: 80 + choice.below(18), facts: '按时报告，遵守规定，参加教育学习。', evidence: [] }
    const { procedure } = await must('考核', client.procedure.begin({ subjectId: subject.id, kind: 'appraisal', step: 'propose', on, values, attachments: [], draftId: null }))
    begun.push({ id: procedure.id, minor: subject.minorRegime, guardian: subject.minorRegime ? '父亲' : '' })
  }
  return begun
}

/** The county decides what has arrived. */
export async function decideAppraisals(console: Client<ConsoleContract>, on: LocalDate): Promise<void> {
  const { rows } = await must('待决定', console.procedure.list({ officeId: null, kind: 'appraisal', waiting: true }))
  for (const { row: { id } } of rows) {
    const form = { id, on, attachments: [], draftId: null, corrects: null }
    await must('决定', console.procedure.addStep({ ...form, step: 'decide', values: { grade: 'PASS', number: '', reason: '' } }))
    await must('抄送检察院', console.procedure.addStep({ ...form, step: 'copy', values: { way: 'SYSTEM', number: '' } }))
  }
}

/** The office tells each person, and publishes what may be published. */
export async function tellAppraisals(client: OfficeClient, begun: readonly { id: string; minor: boolean; guardian: string }[], on: LocalDate): Promise<void> {
  for (const { id, minor, guardian } of begun) {
    const step = (name: string, values: Record<string, string | null>) => client.procedure.addStep({ id, step: name, on, values, attachments: [], draftId: null, corrects: null })
    await must('告知', step('tell', { way: 'IN_PERSON', signedBy: '', remark: '', guardian }))
    if (!minor) await must('公示', step('publish', { place: '司法所公示栏', until: addDays(on, 7) }))
  }
}
