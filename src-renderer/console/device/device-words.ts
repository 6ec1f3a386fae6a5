import { localDateOf, localTimeOf } from '#shared/kernel/time.ts'
import type { Tone } from '../../ui/tone.ts'
import type { CountyClient } from '../county.ts'

type Answered<T> = T extends { ok: true; value: infer V } ? V : never
export type DeviceRow = Answered<Awaited<ReturnType<CountyClient['device']['list']>>>[number]

/** How far the device's clock is off, in words; `asks` where somebody should set it right. */
export function clockWords(skewSeconds: number): { text: string; asks: boolean } {
  const seconds = Math.abs(skewSeconds)
  if (seconds < 60) return { text: '准', asks: false }
  const size = seconds < 3600 ? `${Math.round(seconds / 60)} 分钟` : seconds < 86_400 ? `${Math.round(seconds / 3600)} 小时` : `${Math.round(seconds / 86_400)} 天`
  return { text: `${skewSeconds > 0 ? '快' : '慢'} ${size}`, asks: seconds >= 300 }
}

/** What the county lets the device do. */
export function deviceState({ frozen, revoked, stuckSince }: Pick<DeviceRow, 'frozen' | 'revoked' | 'stuckSince'>): { text: string; tone: Tone; hint: string } {
  if (revoked) return { text: '已停用', tone: 'grey', hint: '县局不再接收这台设备的内容；它下次联系时封存未送内容并销毁密钥' }
  if (frozen) return { text: '暂停接收', tone: 'amber', hint: '同一批号送来两份不同的内容，可能用过旧备份或复制过数据，请联系司法所核对' }
  if (stuckSince) return { text: '送不动', tone: 'amber', hint: `自 ${localDateOf(stuckSince)} ${localTimeOf(stuckSince)} 起连得上县局却送不出内容，请让司法所在“设置 · 诊断”导出诊断文件` }
  return { text: '在用', tone: 'plain', hint: '' }
}

export type DeviceAct = 'revoke' | 'unfreeze'
/** What can be asked for a device. */
export type DeviceWish = DeviceAct | 'extend'

/** What the dialog of each decision says. */
export const deviceActWords: Record<DeviceAct, { title: string; button: string; what: string; reason: string; example: string; sure: string; done: string }> = {
  revoke: {
    title: '停用设备', button: '停用', what: '停用后它在下一次联系（联网，或者导入回执）时把没有送出的内容封好交来，然后销毁登录用的密钥，不能撤回。交来的内容在“停用后交来”里等您决定收不收；资料仍加密留在那台电脑上，要再用须重新接入。',
    reason: '停用原因', example: '请写明原因，例如“电脑遗失”。', sure: '我已核对是这台设备', done: '已停用',
  },
  unfreeze: {
    title: '恢复接收', button: '恢复接收', what: '它曾在同一批号送来两份不同的内容。恢复后县局接着已收的最后一批往下收；如果这台电脑真的用过旧备份或复制的数据，它的下一批会再次被拦下，那时请停用并重新接入。',
    reason: '核对情况', example: '请写明怎样核对的，例如“已与所长电话核对，没有恢复过备份”。', sure: '我已与司法所核对过这台设备', done: '已恢复接收',
  },
}

const digits = { '0': '零', '1': '幺', '2': '二', '3': '三', '4': '四', '5': '五', '6': '六', '7': '拐', '8': '八', '9': '九' } as const
const isDigit = (letter: string): letter is keyof typeof digits => letter in digits

/** A code as it is read over the telephone: group by group, digits as the operators say them. */
export function spokenCode(code: string): string[] {
  return code.split('-').map((group) => [...group].map((letter) => (isDigit(letter) ? digits[letter] : letter)).join(' '))
}

