import { managementLevelLabels } from '../../domain/codes.ts'
import { choice, text } from '../field.ts'
import { recordKind } from '../record-kind.ts'
import { line, say } from './words.ts'

const grounds = { APPRAISAL: '考核结果', REWARD: '受到奖励', SANCTION: '受到处罚', RISK: '风险变化', PHASE: '矫正阶段变化', OTHER: '其他' } as const

/** 管理等级调整 (I-14). The document is the county's. */
export const levelChange = recordKind('levelChange', {
  section: 'intake',
  article: '《社区矫正法实施办法》第二十一条',
  guide: '等级由县级社区矫正机构确定，凭决定文书登记。登记以后档案里的管理级别随之改变，请相应调整矫正方案。',
  fields: {
    to: choice('调整为', managementLevelLabels, { required: true }),
    from: choice('原等级', managementLevelLabels),
    ground: choice('依据', grounds, { required: true }),
    documentNo: text('决定文书号', { required: true, max: 40 }),
    decidedBy: text('决定机关', { max: 80 }),
  },
  carries: ['decidedBy'],
  text: { label: '理由', required: true },
  problems: ({ from, to }) => (from !== null && from === to ? [{ field: 'to', text: '与原等级相同，没有调整' }] : []),
  facts: ({ to, documentNo }, { id, on }) => (to ? [{ kind: 'levelChanged', id, on, level: to, documentId: documentNo.trim() || null }] : []),
  summary: ({ from, to, documentNo }) => line(`${say(managementLevelLabels, from)}→${say(managementLevelLabels, to)}`, documentNo),
})
