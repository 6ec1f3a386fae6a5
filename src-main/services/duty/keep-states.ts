import { isKeySubject, levelOf } from '#shared/casework/marks-of.ts'
import { stateOf } from '#shared/casework/state-of.ts'
import type { CorrectionRecord } from '#shared/domain/record.ts'
import { isOpen } from '#shared/domain/subject.ts'
import type { SubjectId } from '#shared/kernel/ids.ts'
import { localDateOf } from '#shared/kernel/time.ts'
import type { Office } from '../../host/office.ts'
import { settleMembers } from '../group/leave.ts'
import { serially } from '../serially.ts'
import { shelfOf } from '../record/shelf.ts'
import { casesOf } from './case-shelf.ts'

const HOUR_MS = 3_600_000
/** A burst of facts (a sync, an import) is settled once. */
const QUIET_MS = 200

/**
 * Keeps each person's state as the facts say: after a fact is written or arrives, and when a new day begins. The state
 * on the document is for lists and filters only; the rules never read it. Whoever was set inactive elsewhere loses his
 * seats here, written down by `note` before. Answers how to end it.
 */
export function keepStates(office: Office, note: (subjectId: SubjectId) => Promise<void>): { stop(): Promise<void>; settled(): Promise<void> } {
  const waiting = new Set<string>()
  let day = ''
  let members = true
  let ended = false
  let timer: ReturnType<typeof setTimeout> | undefined
  let working: Promise<void> = Promise.resolve()

  function soon(subjectId: string): void {
    if (ended) return
    waiting.add(subjectId)
    timer ??= setTimeout(() => void settle(), QUIET_MS)
  }

  function settle(): Promise<void> {
    clearTimeout(timer)
    timer = undefined
    working = working.then(work).catch(() => undefined)
    return working
  }

  async function work(): Promise<void> {
    const today = localDateOf(office.now())
    if (today !== day) for (const { subject } of await casesOf(office).openCases()) waiting.add(subject.id)
    if (today !== day || members) {
      members = false
      await settleMembers(office, note)
    }
    day = today
    for (const subjectId of [...waiting]) {
      if (ended) return
      waiting.delete(subjectId)
      await settleState(office, subjectId)
    }
  }

  function someoneLeft(): void {
    members = true
    if (!ended) timer ??= setTimeout(() => void settle(), QUIET_MS)
  }

  const follow = [office.data.people.$.subscribe(({ documentData }) => void (documentData.active || someoneLeft())), office.data.records.$.subscribe(({ documentData }) => soon(documentData.subjectId)), office.data.procedures.$.subscribe(({ documentData }) => soon(documentData.subjectId))]
  const daily = setInterval(() => void settle(), HOUR_MS)
  daily.unref()
  timer = setTimeout(() => void settle(), QUIET_MS)
  return {
    settled: settle,
    async stop() {
      ended = true
      clearTimeout(timer)
      clearInterval(daily)
      for (const one of follow) one.unsubscribe()
      await working
    },
  }
}

/** Writes state and marks as the facts say, where they are others; answers whether anything was. */
export async function settleState(office: Office, subjectId: string): Promise<boolean> {
  return serially(office, `state ${subjectId}`, async () => {
    const one = await casesOf(office).caseOf(subjectId)
    if (!one || !isOpen(one.subject)) return false
    const on = localDateOf(office.now())
    const { subject } = one
    const said = { state: stateOf(subject, one.caseFile, on), level: levelOf(subject, one.caseFile, on), keySubject: isKeySubject(subject, await keySubjectRecords(office, subjectId)) }
    if (said.state === subject.state && said.level === subject.level && said.keySubject === subject.keySubject) return false
    const document = await office.data.subjects.findOne(subjectId).exec(true)
    await document.incrementalPatch({ ...said, receivedAt: null, refused: null })
    office.emit('subject.changed', { subjectId: subject.id })
    return true
  })
}

async function keySubjectRecords(office: Office, subjectId: string): Promise<CorrectionRecord[]> {
  const { entries } = await shelfOf(office).bookOf(subjectId)
  const ids = [...entries.values()].filter(({ kind }) => kind === 'keySubject').map(({ id }) => id)
  if (ids.length === 0) return []
  return [...(await office.data.records.findByIds(ids).exec()).values()].map((document) => document.toMutableJSON())
}
