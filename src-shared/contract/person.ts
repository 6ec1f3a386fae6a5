import { z } from 'zod'
import { PersonKind } from '../domain/codes.ts'
import { Person, PersonFacts } from '../domain/person.ts'
import { PersonId } from '../kernel/ids.ts'
import { Instant } from '../kernel/time.ts'
import { command, query } from './define.ts'

/** A person of the directory: how many groups of open cases he works in, how many sessions (visits, talks, education ...) he took part in lately, and the county's ceiling of groups where one is meant for him. */
export const PersonRow = z.strictObject({ person: Person, groupCount: z.int(), sessions30: z.int(), sessions90: z.int(), ceiling: z.int().nullable() })
export type PersonRow = z.output<typeof PersonRow>

/** The directory: staff, village stations, families, volunteers. */
export const person = {
  list: query({ action: 'person.read', input: z.strictObject({ kind: PersonKind.nullable(), activeOnly: z.boolean() }), output: z.array(PersonRow), errors: [] }),
  create: command({ action: 'person.write', input: PersonFacts, output: Person, errors: [] }),
  edit: command({ action: 'person.write', input: z.strictObject({ id: PersonId, editedAt: Instant, facts: PersonFacts }), output: Person, errors: ['STALE_EDIT'] }),
}
