import type { group } from '#shared/contract/group.ts'
import type { InputOf } from '#shared/contract/define.ts'
import type { CorrectionGroup, GroupMember } from '#shared/domain/group.ts'
import { fail, ok, type Result } from '#shared/kernel/result.ts'
import { localDateOf } from '#shared/kernel/time.ts'
import { atDesk, type Context } from '../../host/office.ts'

type Choice = InputOf<typeof group.check>['members'][number]

/**
 * The chosen members with the facts that the directory holds of them today; who stays on his seat keeps his day of joining.
 * Refused: somebody chosen twice, unknown, or no longer active.
 */
export async function resolveMembers(context: Context, choices: readonly Choice[], before: CorrectionGroup | null): Promise<Result<GroupMember[], 'INVALID_INPUT'>> {
  const { office } = atDesk(context)
  const ids = choices.map(({ personId }) => personId)
  if (new Set(ids).size !== ids.length) return refuse('同一人不能占两个席位')
  const people = await office.data.people.findByIds(ids).exec()
  const today = localDateOf(office.now())
  const members: GroupMember[] = []
  for (const { personId, seat, isLeader } of choices) {
    const person = people.get(personId)?.toMutableJSON()
    if (!person) return refuse('有成员不在人员名册里')
    if (!person.active) return refuse(`${person.name} 已停用，请换一名成员`)
    const { name, gender, kind, phone, organisation, relation, specialties, minorsKnowledge } = person
    const joinedOn = before?.members.find((member) => member.personId === personId && member.seat === seat)?.joinedOn ?? today
    members.push({ personId, seat, name, gender, kind, phone, organisation, relation, specialties, minorsKnowledge, isLeader, joinedOn })
  }
  return ok(members)
}

function refuse(problem: string): Result<never, 'INVALID_INPUT'> {
  return fail('INVALID_INPUT', { field: 'members', problem })
}
