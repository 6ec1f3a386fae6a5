import type { Known } from '#shared/domain/ledger/find-doubles.ts'
import { isOpen } from '#shared/domain/subject.ts'
import type { Office } from '../../host/office.ts'

const PAGE = 200

/** ID and subject numbers of everybody on the books, read in pages so that other calls get their turn. */
export async function knownSubjects(office: Office): Promise<Known> {
  const byIdNo = new Map<string, { name: string; open: boolean }>()
  const bySubjectNo = new Map<string, { name: string }>()
  let after = ''
  for (;;) {
    const page = await office.data.subjects.find({ selector: { id: { $gt: after } }, sort: [{ id: 'asc' }], limit: PAGE }).exec()
    for (const subject of page) {
      after = subject.id
      if (subject.withdrawn) continue
      const open = isOpen(subject)
      // Somebody may be here twice, discharged once: that he is on the books now is what counts.
      if (subject.idNo && !byIdNo.get(subject.idNo)?.open) byIdNo.set(subject.idNo, { name: subject.name, open })
      if (subject.subjectNo) bySubjectNo.set(subject.subjectNo, { name: subject.name })
    }
    if (page.length < PAGE) return { byIdNo, bySubjectNo }
    await new Promise(setImmediate)
  }
}
