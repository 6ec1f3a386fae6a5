import { setImmediate as nextTurn } from 'node:timers/promises'
import { caseFileOf } from '#shared/casework/case-file-of.ts'
import { excusedDuties } from '#shared/casework/duty.ts'
import type { Procedure } from '#shared/domain/procedure.ts'
import type { Subject } from '#shared/domain/subject.ts'
import { closedStates, SubjectState } from '#shared/domain/codes.ts'
import { isOpen } from '#shared/domain/subject.ts'
import type { CaseFile } from '#shared/rules/index.ts'
import type { Office } from '../../host/office.ts'
import { readPlain } from '../../store/read-plain.ts'
import { readFacts } from './case-facts.ts'
import { officeIdOf } from './policy-pack.ts'

/** One case as it stands in memory: the file the rules read, and what has been excused. */
export type OpenCase = { readonly subject: Subject; readonly caseFile: CaseFile; readonly procedures: readonly Procedure[]; readonly excused: ReadonlySet<string> }

/** The open cases of an office. A case is read in when somebody first asks for it, thrown away when a document of it changes. */
export type CaseShelf = {
  caseOf(subjectId: string): Promise<OpenCase | null>
  /** Every open case. */
  openCases(): Promise<readonly OpenCase[]>
}

const openStates = SubjectState.options.filter((state) => !closedStates.includes(state))
const CASES_PER_TURN = 20
const shelves = new WeakMap<Office, CaseShelf>()

/** The office's shelf; made at the first call, gone with the office. */
export function casesOf(office: Office): CaseShelf {
  const known = shelves.get(office) ?? createShelf(office)
  shelves.set(office, known)
  return known
}

function createShelf(office: Office): CaseShelf {
  const { subjects, groups, records, procedures } = office.data
  const kept = new Map<string, Promise<OpenCase | null>>()
  let open: Promise<readonly string[]> | null = null
  // A change while a case is being read drops what is being read: the next caller reads what is true then.
  const forget = (subjectId: string): void => void kept.delete(subjectId)
  subjects.$.subscribe(({ documentId }) => {
    forget(documentId)
    open = null
  })
  groups.$.subscribe(({ documentId }) => forget(documentId))
  records.$.subscribe(({ documentData }) => documentData.subjectId && forget(documentData.subjectId))
  procedures.$.subscribe(({ documentData }) => documentData.subjectId && forget(documentData.subjectId))

  async function read(subjectId: string): Promise<OpenCase | null> {
    const subject = (await subjects.findOne(subjectId).exec())?.toMutableJSON()
    if (!subject || subject.withdrawn) return null
    const [group, { facts, records: read }, steps, officeId] = await Promise.all([
      groups.findOne(subjectId).exec(),
      readFacts(office, subjectId),
      procedures.find({ selector: { subjectId: { $eq: subjectId } } }).exec(),
      officeIdOf(office),
    ])
    const own = steps.map((document) => document.toMutableJSON())
    return { subject, procedures: own, excused: excusedDuties(read), caseFile: caseFileOf({ subject, group: group?.toMutableJSON() ?? null, facts, records: read, procedures: own, officeId }) }
  }

  async function readOpen(): Promise<readonly string[]> {
    return (await readPlain(subjects, { selector: { state: { $in: openStates } } })).filter(isOpen).map(({ id }) => id)
  }

  const caseOf = (subjectId: string): Promise<OpenCase | null> => {
    const known = kept.get(subjectId)
    if (known) return known
    const reading = read(subjectId).catch((error: unknown) => {
      forget(subjectId)
      throw error
    })
    kept.set(subjectId, reading)
    return reading
  }

  return {
    caseOf,
    async openCases() {
      open ??= readOpen().catch((error: unknown) => {
        open = null
        throw error
      })
      const found = await open
      const cases: OpenCase[] = []
      for (const [index, id] of found.entries()) {
        // What is in memory answers without a turn of the event loop, and what is not costs a millisecond.
        if (index % CASES_PER_TURN === CASES_PER_TURN - 1) await nextTurn()
        const one = await caseOf(id)
        if (one && isOpen(one.subject)) cases.push(one)
      }
      return cases
    },
  }
}
