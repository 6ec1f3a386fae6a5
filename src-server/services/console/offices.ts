import { sql } from 'kysely'
import type { ConsoleContract } from '#shared/contract/console.ts'
import type { SliceHandlers } from '#shared/contract/define.ts'
import { fail, ok } from '#shared/kernel/result.ts'
import { PersonId } from '#shared/kernel/ids.ts'
import { addDays, instantOf, localDateOf, toInstant } from '#shared/kernel/time.ts'
import type { County } from '../../county.ts'
import type { Queryable } from '../../db/open-database.ts'
import { selectVolunteers } from '../../db/volunteers.ts'
import { selectOffices } from '../../db/views/offices.ts'
import { createCode } from '../enrolment-code.ts'
import { createOffice } from '../set-up.ts'
import { type Context, userOf } from './caller.ts'
import { checkGroups } from './groups.ts'

/** Whole days, so that the list behind the number holds the same records. */
const thirtyDaysAgo = (now: number) => instantOf(addDays(localDateOf(toInstant(now)), -30), '00:00')

/** The offices of the county. */
export function offices(county: County): SliceHandlers<ConsoleContract['office'], Context> {
  return {
    list: async () => {
      const [rows, checked] = await Promise.all([selectOffices(county.db, thirtyDaysAgo(county.now())), checkGroups(county, null)])
      const withFindings = new Map<string, number>()
      for (const { officeId, findings } of checked) if (findings.length > 0) withFindings.set(officeId, (withFindings.get(officeId) ?? 0) + 1)
      return ok(rows.map((row) => ({ ...row, groupsWithFindings: withFindings.get(row.id) ?? 0 })))
    },
    create: (_context, input) => createOffice(county, input),
  }
}

/** The offices' devices. */
export function devices(county: County): SliceHandlers<ConsoleContract['device'], Context> {
  return {
    list: async (_context, { officeId }) => ok(await selectDevices(county.db, { officeId, id: null })),
    createCode: async (context, { officeId, personId }) => {
      const made = await createCode(county, officeId, userOf(context).login, personId ?? null)
      return made ? ok(made) : fail('NOT_AVAILABLE')
    },
    revoke: async (_context, { id, reason }) => {
      await county.db.updateTable('devices').set({ revoked_at: toInstant(county.now()), revoked_reason: reason }).where('id', '=', id).where('revoked_at', 'is', null).execute()
      return oneDevice(county, id)
    },
    volunteers: async (_context, { officeId }) => ok((await selectVolunteers(county.db, officeId)).map(({ id, name }) => ({ id: PersonId.parse(id), name }))),
    // The reason stands in the audit entry that precedes every command.
    unfreeze: async (_context, { id }) => {
      await county.db.updateTable('devices').set({ frozen_number: null, frozen_at: null }).where('id', '=', id).execute()
      return oneDevice(county, id)
    },
  }
}

async function oneDevice(county: County, id: string) {
  const [row] = await selectDevices(county.db, { officeId: null, id })
  return row ? ok(row) : fail('NOT_AVAILABLE')
}

async function selectDevices(db: Queryable, only: { officeId: string | null; id: string | null }) {
  return db
    .selectFrom('devices').innerJoin('offices', 'offices.id', 'devices.office_id')
    .select([
      'devices.id', 'devices.office_id as officeId', 'offices.name as officeName', 'devices.label', 'devices.enrolled_at as enrolledAt', 'devices.last_seen_at as lastSeenAt',
      'devices.waiting', 'devices.last_number as batches', 'devices.clock_skew_seconds as clockSkewSeconds', 'devices.stuck_since as stuckSince',
      sql<boolean>`frozen_at is not null`.as('frozen'), sql<boolean>`revoked_at is not null`.as('revoked'),
      sql<string>`coalesce((select person.document ->> 'name' from open_documents person where person.collection = 'people' and person.id = devices.person_id), '')`.as('volunteer'),
    ])
    .$if(only.officeId !== null, (query) => query.where('devices.office_id', '=', only.officeId))
    .$if(only.id !== null, (query) => query.where('devices.id', '=', only.id ?? ''))
    .orderBy('devices.office_id').orderBy('devices.enrolled_at').execute()
}
