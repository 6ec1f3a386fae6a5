import type { Participant } from '#shared/domain/record.ts'
import { fail, ok, type Result } from '#shared/kernel/result.ts'
import { atDesk, type Context } from '../../host/office.ts'

/**
 * The named companions, by the names the directory knows: a form cannot write a name of its own beside somebody's id,
 * name one twice, or name its own author. People who are no longer active may be named; a late entry speaks of then.
 */
export async function resolveParticipants(context: Context, named: readonly Participant[]): Promise<Result<Participant[], 'INVALID_INPUT'>> {
  const { office, me } = atDesk(context)
  const ids = named.map(({ personId }) => personId)
  if (new Set(ids).size !== ids.length) return refuse('同行人重复')
  if (ids.includes(me.personId)) return refuse('记录人不用再列为同行人')
  const people = await office.data.people.findByIds(ids).exec()
  const resolved = ids.flatMap((personId) => {
    const person = people.get(personId)
    return person ? [{ personId, name: person.name }] : []
  })
  return resolved.length === ids.length ? ok(resolved) : refuse('有同行人不在人员名册里')
}

function refuse(problem: string): Result<never, 'INVALID_INPUT'> {
  return fail('INVALID_INPUT', { field: 'participants', problem })
}
