import { sql } from 'kysely'
import { toInstant } from '#shared/kernel/time.ts'
import type { County } from '../../county.ts'
import { openSecret, sealSecret } from '../../crypto/secret-box.ts'
import { sha256 } from '../../crypto/signing.ts'
import { stepOfCode } from '../../crypto/totp.ts'
import { clearAttempts, takeAttempt } from '../../db/attempts.ts'

const SECRET_BYTES = 20
const RECOVERY_CODES = 10
const purpose = 'second factor'

/** A fresh secret for this log-in, kept sealed and not counting until a code of it was given back. */
export async function newSecret(county: County, login: string): Promise<Uint8Array> {
  const secret = county.randomBytes(SECRET_BYTES)
  const row = { sealed_secret: sealSecret(county.seal.keyFor(purpose), county.randomBytes(12), login, secret), begun_at: toInstant(county.now()), confirmed_at: null, last_step: 0 }
  await county.db.insertInto('second_factors').values({ login, ...row }).onConflict((conflict) => conflict.column('login').doUpdateSet(row)).execute()
  return secret
}

/** Takes a code of the phone: true once for each code. Ten tries an hour, beside the limits of the log-in. */
export async function takeCode(county: County, login: string, code: string): Promise<{ right: boolean; seconds: number }> {
  const limit = { key: `factor:${login}`, most: 10, windowMs: 3_600_000 }
  const seconds = await takeAttempt(county.db, limit, county.now())
  if (seconds > 0) return { right: false, seconds }
  const right = /^\d{6}$/.test(code) ? await takeStep(county, login, code) : await takeRecoveryCode(county, login, code)
  if (right) await clearAttempts(county.db, limit.key)
  return { right, seconds: 0 }
}

async function takeStep({ db, seal, now }: County, login: string, code: string): Promise<boolean> {
  const held = await db.selectFrom('second_factors').selectAll().where('login', '=', login).executeTakeFirst()
  if (!held) return false
  const step = stepOfCode(openSecret(seal.keyFor(purpose), login, held.sealed_secret), code, { now: now(), last: held.last_step })
  if (step === null) return false
  // Of two who bring the same code in the same moment one comes in.
  const taken = await db.updateTable('second_factors').set({ last_step: step }).where('login', '=', login).where('last_step', '<', step).returning('login').executeTakeFirst()
  return taken !== undefined
}

async function takeRecoveryCode({ db, now }: County, login: string, code: string): Promise<boolean> {
  const taken = await db.updateTable('recovery_codes').set({ used_at: toInstant(now()) }).where('login', '=', login).where('code_hash', '=', hashOf(code)).where('used_at', 'is', null).returning('login').executeTakeFirst()
  return taken !== undefined
}

/** From now on the log-in asks for a code. Answers ten recovery codes, of which only the hashes are kept. */
export async function confirmFactor(county: County, login: string): Promise<string[]> {
  const codes = Array.from({ length: RECOVERY_CODES }, () => (Buffer.from(county.randomBytes(10)).toString('hex').match(/.{5}/g) ?? []).join('-'))
  await county.db.transaction().execute(async (transaction) => {
    await transaction.deleteFrom('recovery_codes').where('login', '=', login).execute()
    await transaction.insertInto('recovery_codes').values(codes.map((code) => ({ login, code_hash: hashOf(code), used_at: null }))).execute()
    await transaction.updateTable('second_factors').set({ confirmed_at: toInstant(county.now()) }).where('login', '=', login).execute()
  })
  return codes
}

/** The log-in asks for its password alone again. */
export async function dropFactor({ db }: County, login: string): Promise<void> {
  await db.transaction().execute(async (transaction) => {
    await transaction.deleteFrom('recovery_codes').where('login', '=', login).execute()
    await transaction.deleteFrom('second_factors').where('login', '=', login).execute()
  })
}

/** Since when the log-in asks for a code (null: it does not), and how many recovery codes are left. */
export async function factorOf({ db }: County, login: string): Promise<{ since: string | null; codesLeft: number }> {
  const held = await db.selectFrom('second_factors').select('confirmed_at').where('login', '=', login).executeTakeFirst()
  const { left } = await db.selectFrom('recovery_codes').select(sql<number>`count(*)::int`.as('left')).where('login', '=', login).where('used_at', 'is', null).executeTakeFirstOrThrow()
  return { since: held?.confirmed_at ?? null, codesLeft: left }
}

/** Typed with or without its dashes, in either case. */
function hashOf(code: string): string {
  return sha256(`recovery code ${code.toLowerCase().replaceAll(/[^0-9a-f]/g, '')}`)
}
