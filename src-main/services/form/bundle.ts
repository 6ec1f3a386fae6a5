import { randomBytes } from 'node:crypto'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { lineOf, type Sheet, table, title } from '#shared/forms/sheet.ts'
import { sheetOf } from '#shared/forms/catalogue.ts'
import type { Source } from '#shared/forms/template.ts'
import { fail, ok, type Result } from '#shared/kernel/result.ts'
import { drawPdf, indexFormId } from '../../documents/draw-pdf.ts'
import { atDesk, type Context, type Office } from '../../host/office.ts'
import { logBug } from '../../host/log-bug.ts'
import { issuesOf, watermarkOf } from './issue.ts'
import { keepMade, type MadeFile } from './made-files.ts'
import { possibleForms, type Possible } from './sources.ts'

export type Job = { readonly jobId: string; readonly madeFor: string; done: number; of: number; file: MadeFile | null; cancelled: boolean; failed: boolean }
const jobs = new WeakMap<Office, Job[]>()
class Cancelled extends Error {}

/** Begins to make the whole case as one .pdf: index, then the four classes of the archive (CCM 18) in order of time. */
export function beginBundle(context: Context, source: Source): Result<Job, 'JOB_RUNNING'> {
  const { office, me } = atDesk(context)
  const known = jobs.get(office) ?? []
  if (known.some((job) => job.file === null && !job.cancelled && !job.failed)) return fail('JOB_RUNNING')
  const sheets = sheetsOf(source)
  const job: Job = { jobId: randomBytes(16).toString('hex'), madeFor: me.personId, done: 0, of: sheets.length, file: null, cancelled: false, failed: false }
  jobs.set(office, [...known, job].slice(-8))
  void make(context, job, sheets)
  return ok(job)
}

export function findJob(context: Context, jobId: string): Job | undefined {
  const { office, me } = atDesk(context)
  return jobs.get(office)?.find((job) => job.jobId === jobId && job.madeFor === me.personId)
}

async function make(context: Context, job: Job, sheets: readonly Sheet[]): Promise<void> {
  const { office, me } = atDesk(context)
  try {
    const bytes = await drawPdf(sheets, {
      watermark: watermarkOf(context),
      async progress(done) {
        job.done = done
        if (job.cancelled) throw new Cancelled()
        office.emit('form.progress', { jobId: job.jobId })
        // The desk works on between two documents.
        await nextTurn()
      },
    })
    job.file = keepMade(office, { name: '社区矫正工作档案.pdf', mime: 'application/pdf', bytes, madeFor: me.personId })
  } catch (error) {
    if (!(error instanceof Cancelled)) {
      job.failed = true
      logBug((line) => void process.stderr.write(`${line}\n`), 'form.bundle', error)
    }
  }
  office.emit('form.progress', { jobId: job.jobId })
}

/**
 * The index first, with the page on which each document begins. Papers that are blanks to be filled by hand are not part
 * of a case, and what bears a number is part of it only once it was issued, with the number it was given.
 */
function sheetsOf(source: Source): Sheet[] {
  const blanks = ['serviceReceipt', 'undertaking', 'handoverList']
  const forms = possibleForms(source)
    .map((possible) => ({ ...possible, issued: issuedAs(source, possible) }))
    .filter(({ template, issued }) => (!blanks.includes(template.id) || issued !== null) && !template.id.startsWith('record-formIssued') && (template.series === '' || issued !== null))
    .sort((a, b) => a.template.archive - b.template.archive || ((a.on ?? '') < (b.on ?? '') ? -1 : (a.on ?? '') > (b.on ?? '') ? 1 : 0))
  const index: Sheet = {
    formId: indexFormId, title: '工作档案目录', version: 1, redHead: '', serial: '', code: '', copies: 1,
    blocks: [
      title('社区矫正工作档案目录'), lineOf(`社区矫正对象：${source.subject.name}　编号：${source.subject.subjectNo || '未编'}`),
      table(['序号', '文书名称', '文号', '日期', '类别', '起始页'], forms.map(({ template, on, issued }, at) => [String(at + 1), template.title, issued?.serial ?? '', on ?? '', archiveNames[template.archive], ''])),
    ],
  }
  return [index, ...forms.map(({ template, source: own, issued }) => sheetOf(template, own, issued))]
}

function issuedAs(source: Source, possible: Possible): { serial: string; code: string; copies: number } | null {
  const last = issuesOf(source, possible).at(-1)
  return last ? { serial: String(last.values['serial'] ?? ''), code: last.id, copies: Number(last.values['copies'] ?? 1) } : null
}

const archiveNames = { 1: '适用矫正的法律文书', 2: '接收、审批、奖惩、解除终止文书', 3: '工作记录', 4: '其他' } as const
