import type { SliceHandlers } from '#shared/contract/define.ts'
import type { session, SessionState } from '#shared/contract/session.ts'
import { ok, say, fail } from '#shared/kernel/result.ts'
import { localDateOf, localTimeOf, toInstant } from '#shared/kernel/time.ts'
import { restoredSetting } from '../backup/backup-settings.ts'
import type { HostContext } from '../host/host-caller.ts'
import type { LoadedKeyring } from '../host/keyring/keyring-file.ts'
import { leaseNotice, notedLease, shownLease } from '../host/lease/notices.ts'
import { readStanding } from '../host/lease/standing-file.ts'
import { readStopped, shownStopped } from '../host/lease/stopped-file.ts'
import type { Office } from '../host/office.ts'
import { officeSetting } from '../host/open-office.ts'
import { holidayWarning } from './policy.ts'
import { enrolmentSetting } from '../sync/sync-settings.ts'

/** First run, log-in and lock. */
export const sessionHandlers: SliceHandlers<typeof session, HostContext> = {
  state: async (context) => ok(await stateNow(context)),

  setUp: async (context, input) => {
    const { desk, window } = context.caller
    const made = await desk.setUp(window, input)
    return made.ok ? ok(await stateNow(context)) : made
  },

  logIn: async (context, { login, password, extension }) => {
    const { desk, window } = context.caller
    if (readStopped(desk.dataDir)?.wiped) return fail('DEVICE_WIPED')
    const unlocked = await desk.keyring.unlock(login, password)
    if (!unlocked.ok) return unlocked
    const seated = await desk.signIn(window, unlocked.value, extension)
    return seated.ok ? ok(await stateNow(context)) : seated
  },

  lock: async (context) => {
    await context.caller.desk.signOut(context.caller.window)
    return ok(await stateNow(context))
  },
}

/** Closing waits for it: somebody else may lock everybody out while it reads. */
const stateNow = (context: HostContext): Promise<SessionState> => context.caller.desk.track(stateOf(context))

async function stateOf({ caller }: HostContext): Promise<SessionState> {
  const { desk, window, shell, now } = caller
  const { keyring } = desk
  const { signedIn } = window
  const stopped = readStopped(desk.dataDir)
  const opened = signedIn && desk.opened()
  const lease = opened ? shownLease(opened.lease.state(), opened.lease.ask()) : notedLease(desk.dataDir, now())
  const known = keyring.state() === 'good' ? keyring.content() : null
  const named = signedIn && (await signedIn.office.settings.get(officeSetting.id, officeSetting.schema))
  return {
    phase: keyring.state() === 'none' ? 'new' : signedIn ? 'open' : 'locked',
    officeName: named?.name ?? known?.officeName ?? '',
    me: signedIn && { personId: signedIn.personId, name: signedIn.name, login: signedIn.login, role: signedIn.role },
    users: known ? known.slots.filter((slot) => !slot.suspended).map(({ login, name }) => ({ login, name })) : [],
    notices: notices(keyring.state(), { lease: signedIn ? leaseNotice(lease) : '', volunteers: signedIn?.role === 'director' ? ((await desk.volunteers()?.notices()) ?? []) : [], rotation: signedIn ? '' : desk.rotation.notice(), restored: signedIn && (await restoredNotice(signedIn.office)), shell, doubt: signedIn?.office.clockDoubt() ?? '', holidays: signedIn && signedIn.role !== 'volunteer' ? await holidayWarning(signedIn.office) : '' }),
    work: desk.work.shown(),
    stopped: stopped && shownStopped(stopped),
    lease,
    unsent: readStanding(desk.dataDir).unsent,
    shell,
    now: toInstant(now()),
  }
}

function notices(keyring: LoadedKeyring['state'], { lease, shell, doubt, restored, rotation, volunteers, holidays }: { lease: string; volunteers: string[]; holidays: string | null; shell: 'electron' | 'browser'; doubt: string; restored: string | null; rotation: string }): string[] {
  return [
    ...(keyring === 'damaged' ? [say(fail('KEYRING_DAMAGED').error)] : []),
    ...(keyring === 'newer' ? [say(fail('DATABASE_NEWER').error)] : []),
    ...(rotation ? [rotation] : []),
    ...(restored ? [restored] : []),
    ...(lease ? [lease] : []),
    ...volunteers,
    ...(doubt ? [`${doubt}。请先在系统设置里校准日期时间；记录仍可保存，但会标明时钟异常。`] : []),
    ...(holidays ? [holidays] : []),
    ...(shell === 'browser' ? ['浏览器模式保护较弱：浏览器扩展能读到页面内容。请只在单位电脑上使用，不要让浏览器保存密码。'] : []),
  ]
}

/** Until the county has been asked: what is missing here may be there. */
async function restoredNotice(office: Office): Promise<string | null> {
  const restored = await office.settings.get(restoredSetting.id, restoredSetting.schema)
  if (!restored || restored.settled || !(await office.settings.get(enrolmentSetting.id, enrolmentSetting.schema))) return null
  return `本机数据是从 ${localDateOf(restored.madeAt)} ${localTimeOf(restored.madeAt)} 的备份恢复的，之后的内容可能不在本机。请先到“同步”页与县局同步一次再补录，免得重复登记。`
}
