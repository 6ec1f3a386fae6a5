import { type ProcedureKind, procedureKindLabels } from '../../domain/procedure.ts'
import { findProcedureKind } from '../../casework/procedures/index.ts'
import { keysOf } from '../../kernel/keys-of.ts'
import { lineOf, signatures, title } from '../sheet.ts'
import { template } from '../template.ts'
import { personHead, stepsOf } from './parts.ts'

const titles: Readonly<Record<ProcedureKind, string>> = {
  assessment: '调查评估意见书', leave: '社区矫正对象外出申请审批表', recurringTravel: '经常性跨市、县活动申请审批表', placeChange: '执行地变更审批表', officeChange: '县内迁居审批表', visitor: '会客审批表', placeEntry: '进入特定区域（场所）审批表',
  injunction: '禁止令执行情况表', medicalExtension: '病情复查延期审批表', positioning: '使用电子定位装置审批表', appraisal: '考核评议表', commendation: '表扬审批表', admonition: '训诫审批表', warning: '警告审批表', penalty: '提请治安管理处罚审核表',
  revokeProbation: '撤销缓刑审核表', revokeParole: '撤销假释审核表', commit: '收监执行审核表', arrest: '提请逮捕审核表', commutation: '减刑审核表', discharge: '社区矫正期满鉴定表', termination: '终止社区矫正审核表', complaint: '投诉办理登记表', opinion: '检察监督文书办理登记表',
}

/** The approval form of a procedure: the person, and every step so far with its day and hand. Empty parts stay for the pen. */
export const approvalTemplates = keysOf(procedureKindLabels).map((kind) => {
  const name = titles[kind]
  return template({
    id: `approval-${kind}`, title: name, maker: 'office', about: { what: 'procedure', kinds: [kind] }, copies: 2, archive: 2,
    build: (source) => [
      title(name), personHead(source.subject), ...(source.procedure ? stepsOf(source.procedure, source) : []), lineOf(`依据：${findProcedureKind(kind)?.article ?? ''}`), signatures('司法所负责人：', '县级社区矫正机构（公章）：', '日期：'),
    ],
  })
})
