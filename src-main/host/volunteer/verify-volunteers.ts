import type { AuditEntry } from '../../store/documents.ts'
import type { Office } from '../office.ts'
import { auditId, type ChainPoint, chainStart, verifyAudit } from '../verify-audit.ts'
import { anchorOperation, asWritten, COPIED } from './audit-copy.ts'

/** The volunteers' chains as the office holds them. `bad`: whose, and the sequence at which it breaks. */
export type VolunteerChains = { ok: boolean; chains: number; entries: number; bad: { personId: string; firstBad: number }[] }

const PAGE = 1000

/**
 * Follows every volunteer's chain that was taken over, and compares it with the heads that the office's own chain has
 * anchored: an entry that was changed, cut off, forked or taken away before an anchor is found.
 */
export async function verifyVolunteers(office: Office): Promise<VolunteerChains> {
  const anchors = await readAnchors(office)
  const chains = new Map<string, { reached: ChainPoint; firstBad: number | null }>()
  const passed = new Set<string>()
  for await (const entry of copiedEntries(office)) {
    const [, personId = '', , fork] = entry.id.split('/')
    const before = chains.get(personId) ?? { reached: chainStart, firstBad: null }
    if (before.firstBad !== null) continue
    const now = fork === undefined ? verifyAudit([asWritten(entry)], before.reached) : { reached: before.reached, firstBad: entry.sequence }
    chains.set(personId, now)
    if (now.firstBad === null) passed.add(`${personId}/${now.reached.sequence}/${now.reached.hash}`)
  }
  const bad = [...chains].flatMap(([personId, { firstBad }]) => (firstBad === null ? [] : [{ personId, firstBad }]))
  const missed = anchors.filter((anchor) => !passed.has(anchor)).map((anchor) => anchor.split('/'))
  for (const [personId = '', sequence = ''] of missed) if (!bad.some((one) => one.personId === personId)) bad.push({ personId, firstBad: Number(sequence) })
  const entries = [...chains.values()].reduce((sum, { reached }) => sum + reached.sequence, 0)
  return { ok: bad.length === 0, chains: chains.size, entries, bad }
}

async function readAnchors(office: Office): Promise<string[]> {
  const found: string[] = []
  for (let after = auditId(0); ; ) {
    const page = await office.data.audit.find({ selector: { id: { $gt: after, $lt: COPIED } }, sort: [{ id: 'asc' }], limit: PAGE }).exec()
    for (const { operation, objectId } of page) if (operation === anchorOperation) found.push(objectId)
    const last = page.at(-1)
    if (!last) return found
    after = last.id
  }
}

async function* copiedEntries(office: Office): AsyncGenerator<AuditEntry> {
  for (let after = COPIED; ; ) {
    const page = await office.data.audit.find({ selector: { id: { $gt: after } }, sort: [{ id: 'asc' }], limit: PAGE }).exec()
    for (const document of page) yield document.toMutableJSON()
    const last = page.at(-1)
    if (!last) return
    after = last.id
  }
}
