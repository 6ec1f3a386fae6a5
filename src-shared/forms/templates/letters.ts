import type { ProcedureKind } from '../../domain/procedure.ts'
import { findProcedureKind } from '../../casework/procedures/index.ts'
import { categoryLabels } from '../../domain/codes.ts'
import { keysOf } from '../../kernel/keys-of.ts'
import { lineOf, paperDate, paragraph, seal, signatures, title } from '../sheet.ts'
import { type Source, template } from '../template.ts'
import { stepsOf } from './parts.ts'

type Letter = { title: string; kind: ProcedureKind; /** 字号 series. */ series: string; to: (source: Source) => string; body: (source: Source) => string; copies?: number; served?: boolean }

const who = ({ subject }: Source): string => `社区矫正对象${subject.name}（${categoryLabels[subject.category]}，矫正期限自${paperDate(subject.termStart)}起至${paperDate(subject.termEnd)}止）`
const himself = ({ subject }: Source): string => subject.name
const organ = ({ subject }: Source): string => subject.decisionOrganName || '（社区矫正决定机关）'
const summaryOf = ({ procedure }: Source): string => (procedure ? (findProcedureKind(procedure.kind)?.summary(procedure) ?? '') : '')
const lawOf = ({ procedure }: Source): string => (procedure ? (findProcedureKind(procedure.kind)?.article ?? '') : '')
const because = (source: Source, ends: string): string => `${who(source)}，${summaryOf(source)}。依照${lawOf(source)}的规定，${ends}`

/** Decisions, proposals and letters of domain.md §4: drafted from the facts, signed by the organ that decides. */
const letters: Readonly<Record<string, Letter>> = {
  leaveNotice: { title: '社区矫正事项审批告知书（外出）', kind: 'leave', series: '矫审告', to: himself, body: (source) => because(source, '你的申请已经审批，结果如下。外出期间应当按照要求报告，期满前返回并办理销假手续。'), served: true },
  recurringNotice: { title: '社区矫正事项审批告知书（经常性跨市、县活动）', kind: 'recurringTravel', series: '矫审告', to: himself, body: (source) => because(source, '你的申请已经审批，结果如下。批准有效期六个月，期满需要的重新申请。'), served: true },
  placeEntryNotice: { title: '社区矫正事项审批告知书（进入特定区域、场所）', kind: 'placeEntry', series: '矫审告', to: himself, body: (source) => because(source, '你的申请已经审批，结果如下。'), served: true },
  placeChangeInquiry: { title: '变更执行地征求意见函', kind: 'placeChange', series: '矫函', to: () => '（新执行地县级社区矫正机构）', body: (source) => because(source, '现征求你机构意见，请在收到本函五日内核实并回复。'), copies: 2 },
  placeChangeDecision: { title: '变更执行地决定书', kind: 'placeChange', series: '矫变', to: himself, body: (source) => because(source, '现作出决定如下。同意变更的，应当自收到本决定之日起七日内到新执行地县级社区矫正机构报到。'), copies: 4, served: true },
  positioningDecision: { title: '使用电子定位装置决定书', kind: 'positioning', series: '矫定', to: himself, body: (source) => because(source, '经县级司法行政部门负责人批准，对你使用（延长、解除使用）电子定位装置，期限不超过三个月。'), served: true },
  positioningNotice: { title: '使用电子定位装置告知书', kind: 'positioning', series: '矫定告', to: himself, body: (source) => because(source, '现将使用的期限、要求以及违反监管规定的后果告知你。定位信息依法保密，只用于社区矫正工作。'), served: true },
  commendationDecision: { title: '社区矫正表扬决定书', kind: 'commendation', series: '矫表', to: himself, body: (source) => because(source, '决定给予表扬。'), served: true },
  admonitionDecision: { title: '社区矫正训诫决定书', kind: 'admonition', series: '矫训', to: himself, body: (source) => because(source, '决定给予训诫。对本决定有异议的，可以依法提出。'), served: true },
  warningDecision: { title: '社区矫正警告决定书', kind: 'warning', series: '矫警', to: himself, body: (source) => because(source, '决定给予警告。对本决定有异议的，可以依法提出。'), served: true },
  penaltyProposal: { title: '治安管理处罚建议书', kind: 'penalty', series: '矫治建', to: () => '（同级公安机关）', body: (source) => because(source, '建议依法给予治安管理处罚。'), copies: 3 },
  revokeProbationProposal: { title: '撤销缓刑建议书', kind: 'revokeProbation', series: '矫撤缓建', to: () => '（人民法院）', body: (source) => because(source, '提请撤销缓刑。'), copies: 4 },
  revokeParoleProposal: { title: '撤销假释建议书', kind: 'revokeParole', series: '矫撤假建', to: () => '（人民法院）', body: (source) => because(source, '提请撤销假释。'), copies: 4 },
  commitProposal: { title: '收监执行建议书', kind: 'commit', series: '矫收建', to: organ, body: (source) => because(source, '提请对其收监执行。'), copies: 4 },
  arrestProposal: { title: '提请逮捕建议书', kind: 'arrest', series: '矫捕建', to: () => '（人民法院）', body: (source) => because(source, '在提请撤销的同时，提请依法决定逮捕。'), copies: 3 },
  commutationProposal: { title: '减刑建议书', kind: 'commutation', series: '矫减建', to: () => '（中级人民法院）', body: (source) => because(source, '提请依法减刑。'), copies: 4 },
  opinionReply: { title: '纠正意见（检察建议）回复书', kind: 'opinion', series: '矫检复', to: () => '（人民检察院）', body: (source) => because(source, '现将办理情况书面回复如下。'), copies: 2 },
}

export const letterTemplates = keysOf(letters).flatMap((id) => {
  const letter = letters[id]
  if (!letter) return []
  return [template({
    id, title: letter.title, maker: 'county', about: { what: 'procedure', kinds: [letter.kind] }, series: letter.series, copies: letter.copies ?? 2, archive: 2,
    build: (source) => [
      title(letter.title), lineOf(`${letter.to(source)}：`), paragraph(letter.body(source)), ...(source.procedure ? stepsOf(source.procedure, source) : []), seal(source.countyName || '县级社区矫正机构', paperDate(source.on)),
      ...(letter.served ? [signatures('本文书已向我宣读并送达。受送达人（签名）：', ...(source.subject.minorRegime ? ['监护人（签名）：'] : []), '日期：')] : []),
    ],
  })]
})
