import type { Sheet } from './sheet.ts'
import type { Source, Template } from './template.ts'
import { approvalTemplates } from './templates/approvals.ts'
import { endingTemplates } from './templates/ending.ts'
import { groupTemplates } from './templates/group.ts'
import { moreLetterTemplates } from './templates/more-letters.ts'
import { intakeTemplates } from './templates/intake.ts'
import { letterTemplates } from './templates/letters.ts'
import { recordTemplates } from './templates/records.ts'

/** Every document the desk can make, in the order of a case. */
export const templates: readonly Template[] = [...intakeTemplates, ...groupTemplates, ...recordTemplates, ...approvalTemplates, ...letterTemplates, ...moreLetterTemplates, ...endingTemplates]
const byId = new Map(templates.map((one) => [one.id, one]))

export function findTemplate(id: string): Template | undefined {
  return byId.get(id)
}

/** Documents that can be made about a person, one of his records or one of his procedures. */
export function templatesFor(about: { readonly what: 'subject' } | { readonly what: 'record' | 'procedure'; readonly kind: string }): readonly Template[] {
  return templates.filter((one) => one.about.what === about.what && (one.about.what === 'subject' || about.what === 'subject' || one.about.kinds.includes(about.kind)))
}

/** The document on paper; `issued` once it has its number and its code. */
export function sheetOf(template: Template, source: Source, issued: { readonly serial: string; readonly code: string; readonly copies: number } | null): Sheet {
  return {
    formId: template.id, title: template.title, version: template.version, redHead: template.series ? (template.maker === 'county' ? source.countyName || '县级社区矫正机构' : source.officeName) : '',
    serial: issued?.serial ?? '', code: issued?.code ?? '', copies: issued?.copies ?? template.copies, blocks: template.build(source),
  }
}
