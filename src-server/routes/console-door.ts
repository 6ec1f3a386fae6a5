import type { FastifyInstance } from 'fastify'
import { consoleContract } from '#shared/contract/console.ts'
import { createDispatch } from '#shared/contract/dispatch.ts'
import type { WireAnswer } from '#shared/contract/transport.ts'
import type { County } from '../county.ts'
import { auditIntent, auditRefusal } from '../services/console/audited.ts'
import type { ConsoleCaller } from '../services/console/caller.ts'
import { conflicts } from '../services/console/conflicts.ts'
import { courier } from '../services/console/courier.ts'
import { auditing } from '../services/console/audit.ts'
import { emergencies } from '../services/console/emergency.ts'
import { entrance } from '../services/console/entrance.ts'
import { users } from '../services/console/users.ts'
import { isFactorDue } from '../services/console/factor-due.ts'
import { files } from '../services/console/files.ts'
import { groups } from '../services/console/groups.ts'
import { handOvers } from '../services/console/hand-overs.ts'
import { ledger } from '../services/console/ledger.ts'
import { devices, offices } from '../services/console/offices.ts'
import { policies, procedures } from '../services/console/procedures.ts'
import { records } from '../services/console/records.ts'
import { revocations } from '../services/console/revocation.ts'
import { secondFactor } from '../services/console/second-factor.ts'
import { findSession } from '../services/console/session.ts'
import { sealedFiles } from '../services/console/sealed.ts'
import { subjects } from '../services/console/subjects.ts'
import { bugLogger, readCall, refusal, translateDatabaseError } from './answer.ts'
import { newTraceId } from './trace-id.ts'

/** What somebody may do who must bind a phone first. */
const withoutFactor = /^(?:console|secondFactor)\./

/** The console's door: the session comes as a bearer token, never as a cookie, so no page can borrow it. */
export function consoleDoor(fastify: FastifyInstance, county: County): void {
  const dispatch = createDispatch<typeof consoleContract, ConsoleCaller>({
    contract: consoleContract,
    handlers: {
      console: entrance(county), secondFactor: secondFactor(county), user: users(county), office: offices(county), device: devices(county), subject: subjects(county), sealed: sealedFiles(county),
      group: groups(county), record: records(county), ledger: ledger(county), conflict: conflicts(county), procedure: procedures(county), policy: policies(county), courier: courier(county), audit: auditing(county), emergency: emergencies(county), handOver: handOvers(county), revocation: revocations(county), file: files(county),
    },
    newTraceId: newTraceId(county),
    onBug: bugLogger(county.log),
    translate: translateDatabaseError,
    before: (caller, name, operation, input) => auditIntent(county, caller, { name, operation, input }),
    onRefused: (caller, name) => auditRefusal(county, caller, name),
  })
  fastify.post<{ Body: Buffer }>('/api/call', async (request): Promise<WireAnswer> => {
    const call = readCall(request.body)
    if (!call) return refusal('INVALID_INPUT')
    const token = /^Bearer ([\w-]{20,100})$/.exec(request.headers.authorization ?? '')?.[1]
    const user = token === undefined ? null : await findSession(county, token, 'use')
    if (user && !withoutFactor.test(call.name) && (await isFactorDue(county, user))) return refusal('SECOND_FACTOR_DUE')
    return dispatch(user ? { ...user, address: request.ip } : { role: 'anyone', address: request.ip }, call)
  })
}
