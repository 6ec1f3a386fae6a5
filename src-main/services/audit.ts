import type { audit } from '#shared/contract/audit.ts'
import type { SliceHandlers } from '#shared/contract/define.ts'
import { fail, ok } from '#shared/kernel/result.ts'
import { brakeOf } from '../host/audit-brake.ts'
import { atHostDesk, type HostContext } from '../host/host-caller.ts'
import { verifyChain } from '../host/verify-chain.ts'
import { verifyVolunteers } from '../host/volunteer/verify-volunteers.ts'
import { listAudit } from './audit/list.ts'

/** The chain of acts of this office, for its director. */
export const auditHandlers: SliceHandlers<typeof audit, HostContext> = {
  list: async (context, asked) => ok(await listAudit(context, asked)),
  async verify(context) {
    const { me: { office } } = atHostDesk(context)
    const [chain, volunteers] = [await verifyChain(office), await verifyVolunteers(office)]
    const [fork] = volunteers.bad
    const problem = chain.firstBad !== null ? `第 ${chain.firstBad} 条有问题：内容被改动、缺失或者顺序被换过。` : fork ? `一名志愿者交来的日志第 ${fork.firstBad} 条有问题。` : ''
    return ok({ entries: chain.entries, firstBad: chain.firstBad, problem: problem && `${problem}请不要再改动本机数据，告诉县局。`, anchored: chain.anchored, lastAnchoredAt: chain.lastAnchoredAt })
  },
  async proceed(context, { password }) {
    const { desk, me } = atHostDesk(context)
    const verdict = await me.office.checkPassword(me.personId, password)
    const entry = { at: me.office.now(), personId: me.personId, role: me.role, operation: 'audit.proceed', objectId: '', outcome: verdict === 'right' ? 'intent' : 'failed' } as const
    await desk.opened()?.audit.append(entry)
    if (verdict === 'wrong') return fail('WRONG_PASSWORD')
    if (verdict !== 'right') return fail('TRY_LATER', { seconds: verdict.waitSeconds })
    brakeOf(me.office).release(me.personId)
    return ok({})
  },
}
