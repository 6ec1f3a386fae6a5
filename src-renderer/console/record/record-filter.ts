import { GeneralKind, generalKindLabels } from '#shared/domain/record-kinds.ts'
import { hasOpenIssues } from '#shared/domain/record.ts'
import type { CountyClient } from '../county.ts'

type Answered<T> = T extends { ok: true; value: infer V } ? V : never
export type RecordFilter = Parameters<CountyClient['record']['list']>[0]['filter']
export type VisitRow = Answered<Awaited<ReturnType<CountyClient['record']['list']>>>['rows'][number]
export type RecordDetail = Answered<Awaited<ReturnType<CountyClient['record']['get']>>>
export type ReviewState = NonNullable<RecordFilter['review']>

export const reviewStates = ['OPEN', 'ISSUES', 'ANSWERED', 'APPROVED', 'RETURNED'] as const satisfies readonly ReviewState[]
export const reviewLabels: Record<ReviewState, string> = { OPEN: '待审核', ISSUES: '有问题', ANSWERED: '所里已答复', APPROVED: '已通过', RETURNED: '已退回' }

/** Kinds for the filter of the third tab, in the order of the law's chapters. */
export const generalKinds = GeneralKind.options.map((value) => ({ value, label: generalKindLabels[value] }))

/** The span of the board's count of visits, as the address names it. */
export const spanLabels = { '30': '近 30 天' } as const
export const spans = ['30'] as const satisfies readonly (keyof typeof spanLabels)[]

/** Where the county's word on a record stands. */
export function reviewStateOf({ review, remarks }: VisitRow['record']): ReviewState {
  return review?.state === 'ISSUES' && !hasOpenIssues({ review, remarks }) ? 'ANSWERED' : (review?.state ?? 'OPEN')
}

/** How many of those named in the record have not confirmed it themselves. */
export function unconfirmedOf({ record, confirmedBy }: Pick<VisitRow, 'record' | 'confirmedBy'>): string[] {
  if (record.kind === 'confirmation') return []
  return record.participants.map(({ name }) => name).filter((name) => !confirmedBy.includes(name))
}
