import { CHUNK_BYTES } from '#shared/contract/bytes.ts'
import type { SliceHandlers } from '#shared/contract/define.ts'
import type { form } from '#shared/contract/form.ts'
import { sheetOf } from '#shared/forms/catalogue.ts'
import type { Sheet } from '#shared/forms/sheet.ts'
import { titleSourceOf } from '#shared/forms/title-source.ts'
import { fail, ok } from '#shared/kernel/result.ts'
import { drawDocx } from '../documents/draw-docx.ts'
import { drawPdf } from '../documents/draw-pdf.ts'
import { atDesk, type Context } from '../host/office.ts'
import { beginBundle, findJob } from './form/bundle.ts'
import { findIssue } from './form/find-issue.ts'
import { issueForm, issuesOf, watermarkOf } from './form/issue.ts'
import { findMade, keepMade, type MadeFile } from './form/made-files.ts'
import { caseSourceOf, findPossible, possibleForms } from './form/sources.ts'

/** Documents on paper and as files. */
export const formHandlers: SliceHandlers<typeof form, Context> = {
  async list(context, { subjectId }) {
    const source = await caseSourceOf(context, subjectId)
    if (!source) return fail('NOT_AVAILABLE')
    return ok(possibleForms(source).map((possible) => {
      const { template, aboutId, aboutWords, on } = possible
      const issues = issuesOf(source, possible)
      const last = issues.at(-1)
      return { formId: template.id, title: template.title, maker: template.maker, aboutId, aboutWords, on, copies: template.copies, series: template.series, titleVerified: template.titleVerified, titleSource: titleSourceOf(template.id), issued: issues.length, lastSerial: String(last?.values['serial'] ?? ''), lastIssuedAt: last?.occurredAt ?? null }
    }))
  },
  async preview(context, wanted) {
    const source = await caseSourceOf(context, wanted.subjectId)
    if (!source) return fail('NOT_AVAILABLE')
    const possible = findPossible(source, wanted)
    return possible ? ok(copyOf(sheetOf(possible.template, possible.source, null))) : fail('FORM_UNKNOWN')
  },
  async issue(context, { copies, medium, ...wanted }) {
    const { office, me } = atDesk(context)
    const source = await caseSourceOf(context, wanted.subjectId)
    if (!source) return fail('NOT_AVAILABLE')
    const possible = findPossible(source, wanted)
    if (!possible) return fail('FORM_UNKNOWN')
    const issued = await issueForm(context, possible, { copies, medium })
    if (!issued.ok) return issued
    const { sheet, recordId } = issued.value
    const watermark = watermarkOf(context)
    const named = { madeFor: me.personId }
    // The name of the file is the paper's, nobody's: file names lie about on disks.
    const file = medium === 'PDF' ? keepMade(office, { ...named, name: `${sheet.title}.pdf`, mime: 'application/pdf', bytes: await drawPdf([sheet], { watermark }) })
      : medium === 'DOCX' ? keepMade(office, { ...named, name: `${sheet.title}.docx`, mime: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document', bytes: await drawDocx(sheet, watermark) }) : null
    return ok({ sheet: copyOf(sheet), recordId, file: file && madeOf(file) })
  },
  async bundle(context, { subjectId }) {
    const source = await caseSourceOf(context, subjectId)
    if (!source) return fail('NOT_AVAILABLE')
    const job = beginBundle(context, source)
    return job.ok ? ok({ jobId: job.value.jobId }) : job
  },
  async job(context, { jobId }) {
    const job = findJob(context, jobId)
    return job ? ok({ done: job.done, of: job.of, file: job.file && madeOf(job.file), cancelled: job.cancelled, failed: job.failed }) : fail('NOT_AVAILABLE')
  },
  async cancel(context, { jobId }) {
    const job = findJob(context, jobId)
    if (!job) return fail('NOT_AVAILABLE')
    job.cancelled = true
    return ok({})
  },
  async read(context, { handle, offset }) {
    const { office, me } = atDesk(context)
    const file = findMade(office, handle, me.personId)
    return file ? ok({ base64: file.bytes.subarray(offset, offset + CHUNK_BYTES).toString('base64'), total: file.bytes.length, mime: file.mime, name: file.name }) : fail('HANDLE_EXPIRED')
  },
  find: async (context, { code }) => ok(await findIssue(context, code)),
}

const madeOf = ({ handle, name, mime, bytes }: MadeFile) => ({ handle, name, mime, size: bytes.length })

/** The contract's shape of a document is plain and not read-only. */
function copyOf(sheet: Sheet) {
  return { ...sheet, blocks: sheet.blocks.map((block) => (block.kind === 'facts' ? { ...block, rows: block.rows.map((row) => row.map((pair) => ({ ...pair }))) } : block.kind === 'table' ? { ...block, head: [...block.head], rows: block.rows.map((row) => [...row]) } : block.kind === 'signatures' ? { ...block, lines: [...block.lines] } : { ...block })) }
}
