import { officeItself } from '#shared/kernel/ids.ts'

/** The page on which a record of a kind is written about somebody, or about the office itself. */
export function formAddress(subjectId: string, kind: string, values: Readonly<Record<string, string>> = {}): string {
  const query = new URLSearchParams(values).toString()
  const page = subjectId === officeItself ? `/office/write/${kind}` : kind === 'visit' || kind === 'talk' ? `/subjects/${subjectId}/${kind}` : `/subjects/${subjectId}/write/${kind}`
  return query ? `${page}?${query}` : page
}
