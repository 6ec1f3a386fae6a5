import type { OutputOf, SliceHandlers } from '#shared/contract/define.ts'
import type { policy } from '#shared/contract/policy.ts'
import { ok } from '#shared/kernel/result.ts'
import { localDateOf } from '#shared/kernel/time.ts'
import { missingYears } from '#shared/rules/index.ts'
import { atDesk, type Context, type Office } from '../host/office.ts'
import { takePolicyFile } from '../sync/take-policy.ts'
import { holidayYears } from './duty/load-holidays.ts'
import { inForce, policyHeadSetting } from './duty/policy-pack.ts'

/** The county's policy pack at this desk. */
export const policyHandlers: SliceHandlers<typeof policy, Context> = {
  get: async (context) => ok(await stateOf(atDesk(context).office)),
  async importFile(context, { text }) {
    const { office } = atDesk(context)
    const taken = await takePolicyFile(office, text)
    return taken.ok ? ok({ changed: taken.value.changed, state: await stateOf(office) }) : taken
  },
}

async function stateOf(office: Office): Promise<OutputOf<typeof policy.get>> {
  const [{ policy: set, issued }, head] = await Promise.all([inForce(office), office.settings.get(policyHeadSetting.id, policyHeadSetting.schema)])
  const own = new Set(issued.map(({ year }) => year))
  const tables = [...holidayYears().filter(({ year }) => !own.has(year)), ...issued].sort((a, b) => a.year - b.year)
  return {
    number: head?.number ?? 0, setAt: head?.setAt ?? null, setBy: set.setBy,
    years: tables.map(({ year, notice, daysVerified }) => ({ year, from: own.has(year) ? 'county' : 'program', notice: [notice.title, notice.number].filter(Boolean).join(' '), verified: daysVerified })),
    warning: await holidayWarning(office),
  }
}

/** What to do about a year without a table of days off; empty when all is there. Nothing is guessed in silence. */
export async function holidayWarning(office: Office): Promise<string> {
  const years = missingYears(localDateOf(office.now()), (await inForce(office)).holidays)
  return years.length === 0 ? '' : `${years.join('、')} 年的节假日安排还没有载入，这一年的期限只按周末推算，遇到放假和调休可能差几天。请同步一次，或者在“设置”的“政策包”里导入县局发的文件。`
}
