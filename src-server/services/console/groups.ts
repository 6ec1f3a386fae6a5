import type { ConsoleContract } from '#shared/contract/console.ts'
import type { SliceHandlers } from '#shared/contract/define.ts'
import { Gender } from '#shared/domain/codes.ts'
import { barredOf } from '#shared/casework/barred.ts'
import { CorrectionGroup } from '#shared/domain/group.ts'
import { Values } from '#shared/domain/values.ts'
import { ok } from '#shared/kernel/result.ts'
import { localDateOf, toInstant } from '#shared/kernel/time.ts'
import { checkGroup, type Finding } from '#shared/rules/index.ts'
import { WireDocument } from '#shared/sync/protocol.ts'
import { fromWire } from '#shared/sync/wire.ts'
import type { County } from '../../county.ts'
import { type GroupToCheck, noGroup, selectGroupsToCheck } from '../../db/views/offices.ts'
import { policyOf } from '../policy.ts'
import type { Context } from './caller.ts'

export type CheckedGroup = { subjectId: string; subjectName: string; officeId: string; officeName: string; group: CorrectionGroup | null; findings: Finding[] }

/** The groups of an office (null: of the county) with what the rules say of them today; the same code as at the office. */
export async function checkGroups(county: County, officeId: string | null): Promise<CheckedGroup[]> {
  const on = localDateOf(toInstant(county.now()))
  const [rows, { policy }] = await Promise.all([selectGroupsToCheck(county.db, officeId), policyOf(county)])
  const read = rows.map((row) => ({ row, group: readGroup(row) }))
  const loads = loadsIn(read.flatMap(({ group }) => group ?? []))
  return read.map(({ row, group }) => {
    const { subjectId, subjectName, officeName, minorRegime, relatives, ties } = row
    const barred = barredOf(Values.safeParse(row.more).data)
    const findings = checkGroup(group ?? noGroup, { id: subjectId, gender: Gender.parse(row.gender), minorRegime, relatives, ties, barred, loads, policy }, on)
    return { subjectId, subjectName, officeId: row.officeId, officeName, group, findings }
  })
}

/** In how many of these groups everybody sits. */
function loadsIn(groups: readonly CorrectionGroup[]): Record<string, number> {
  const loads: Record<string, number> = {}
  for (const { members } of groups) for (const { personId } of members) loads[personId] = (loads[personId] ?? 0) + 1
  return loads
}

function readGroup({ group, revision, receivedAt }: Pick<GroupToCheck, 'group' | 'revision' | 'receivedAt'>): CorrectionGroup | null {
  return group === null ? null : CorrectionGroup.parse(fromWire(WireDocument.parse(group), { revision, receivedAt }))
}

/** The 3+X groups of the county. */
export function groups(county: County): SliceHandlers<ConsoleContract['group'], Context> {
  return {
    list: async (_context, { officeId, onlyFindings }) => {
      const checked = await checkGroups(county, officeId)
      return ok(
        checked
          .filter(({ findings }) => !onlyFindings || findings.length > 0)
          .map(({ subjectId, subjectName, officeName, group, findings }) => ({ subjectId, subjectName, officeName, group, findings })),
      )
    },
  }
}
