/**
 * Where the title of a document comes from. None was compared with the official set of 2020 (it was not at hand), so no
 * title counts as verified; this says how far each may be trusted.
 */
export const titleSourceLabels = {
  BOTH: '2012 年格式中有，通行说法为 2020 年格式沿用，待与原件核对',
  UNSURE: '2020 年格式中的题名没有查到原件，暂用通行说法，待核对',
  LOCAL: '没有统一格式，本地工作用表',
} as const
export type TitleSource = keyof typeof titleSourceLabels

const both = new Set([
  'approval-assessment', 'basicInfo', 'reportNotice', 'declaration', 'responsibilityLetter', 'approval-placeEntry', 'approval-warning', 'warningDecision', 'penaltyProposal', 'revokeProbationProposal', 'revokeParoleProposal', 'commitProposal',
  'arrestProposal', 'commutationProposal', 'approval-discharge', 'dischargeDeclaration', 'certificate', 'dischargeNotice', 'serviceReceipt',
])
const unsure = new Set([
  'supplementNotice', 'plan', 'leaveNotice', 'recurringNotice', 'placeEntryNotice', 'visitorNotice', 'approval-leave', 'approval-recurringTravel', 'approval-visitor', 'approval-placeChange', 'placeChangeInquiry', 'placeChangeReply', 'placeChangeDecision',
  'searchAssist', 'approval-positioning', 'positioningDecision', 'positioningNotice', 'positioningExtension', 'positioningRelease', 'approval-commendation', 'approval-admonition', 'commendationDecision', 'admonitionDecision', 'approval-penalty',
  'approval-revokeProbation', 'approval-revokeParole', 'approval-commit', 'approval-arrest', 'approval-commutation', 'approval-termination', 'terminationNotice', 'injunctionAssist', 'opinionReply',
])

/** The source of a template's title, by the template's id. */
export function titleSourceOf(formId: string): TitleSource {
  return both.has(formId) ? 'BOTH' : unsure.has(formId) ? 'UNSURE' : 'LOCAL'
}
