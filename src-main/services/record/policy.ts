import { z } from 'zod'
import type { WrittenKind } from '#shared/domain/record.ts'
import { LATE_AFTER_HOURS } from '#shared/casework/decide-record.ts'
import type { Office } from '../../host/office.ts'

const Policy = z.object({ lateAfterHours: z.number().positive().default(LATE_AFTER_HOURS), visitPhrases: z.array(z.string()).optional(), talkPhrases: z.array(z.string()).optional() })

const visitPhrases = [
  '本人在家，思想稳定，近期表现正常。',
  '居住、工作情况无变化。',
  '家属反映其近期在家表现良好。',
  '村（居）干部反映未发现异常。',
  '已提醒其遵守外出请假规定。',
  '已告知下次走访时间。',
]
const talkPhrases = [
  '本人汇报近期生活、工作情况，思想稳定。',
  '重申社区矫正期间应当遵守的各项规定。',
  '已提醒其按时报告、外出先请假。',
  '鼓励其遇到困难及时向司法所反映。',
]

/** The office's policy where it departs from the defaults (setting `policy`). */
export async function policyOf(office: Office): Promise<{ lateAfterHours: number; phrases: Partial<Record<WrittenKind, string[]>> }> {
  const policy = (await office.settings.get('policy', Policy)) ?? { lateAfterHours: LATE_AFTER_HOURS }
  return { lateAfterHours: policy.lateAfterHours, phrases: { visit: policy.visitPhrases ?? visitPhrases, talk: policy.talkPhrases ?? talkPhrases } }
}
