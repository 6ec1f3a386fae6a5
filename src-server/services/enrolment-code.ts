import { type Instant, toInstant } from '#shared/kernel/time.ts'
import type { County } from '../county.ts'
import { selectVolunteers } from '../db/volunteers.ts'
import { sha256 } from '../crypto/signing.ts'

const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const validMs = 72 * 3_600_000

/** 16 letters of 5 bits: 80 bits, read out over the telephone in four groups. */
function makeCode(random: Uint8Array): string {
  const letters = [...random].map((byte) => alphabet.charAt(byte % alphabet.length)).join('')
  return (letters.match(/.{4}/g) ?? []).join('-')
}

/** Codes are stored as hashes; how a person types them (case, hyphens, O for 0, I for 1) makes no difference. */
export function hashCode(code: string): string {
  return sha256(code.toUpperCase().replaceAll('O', '0').replace(/[IL]/g, '1').replace(/[^0-9A-Z]/g, ''))
}

/** A one-time code for one device of an office, or (`personId`) for a volunteer's own; null when there is no such office or volunteer. The code itself is kept nowhere. */
export async function createCode(county: County, officeId: string, by: string, personId: string | null = null): Promise<{ code: string; expiresAt: Instant } | null> {
  const office = await county.db.selectFrom('offices').select('id').where('id', '=', officeId).where('merged_into', 'is', null).executeTakeFirst()
  if (!office) return null
  if (personId !== null && !(await selectVolunteers(county.db, officeId)).some(({ id }) => id === personId)) return null
  const code = makeCode(county.randomBytes(16))
  const expiresAt = toInstant(county.now() + validMs)
  await county.db
    .insertInto('enrolment_codes')
    .values({ code_hash: hashCode(code), office_id: officeId, created_at: toInstant(county.now()), created_by: by, expires_at: expiresAt, used_at: null, used_by: null, person_id: personId })
    .execute()
  return { code, expiresAt }
}
