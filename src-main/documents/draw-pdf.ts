import PDFDocument from 'pdfkit'
import { encode } from 'uqr'
import type { Block, Pair, Sheet } from '#shared/forms/sheet.ts'
import { unreachable } from '#shared/kernel/unreachable.ts'
import { fontFiles } from './fonts.ts'

type Paper = PDFKit.PDFDocument

/** A4 with 2.5 cm margins, in points. */
const MARGIN = 70.87
const WIDTH = 595.28 - 2 * MARGIN
const BODY = 14
const SMALL = 10.5

export type PdfOptions = {
  /** Stands small at the foot of every page: who printed it, when. */
  readonly watermark: string
  /** Told after every document; may throw to cancel. */
  progress?(done: number): void | Promise<void>
}

/** One .pdf of all documents in order, each from a new page, pages numbered through. */
export async function drawPdf(sheets: readonly Sheet[], { watermark, progress }: PdfOptions): Promise<Buffer> {
  const paper = new PDFDocument({ size: 'A4', margin: MARGIN, autoFirstPage: false, bufferPages: true, info: { Title: sheets.length === 1 ? (sheets[0]?.title ?? '') : '卷宗', Producer: '司法所工作台' } })
  const pieces: Buffer[] = []
  const whole = new Promise<Buffer>((done, failed) => {
    paper.on('data', (piece: Buffer) => pieces.push(piece))
    paper.on('end', () => done(Buffer.concat(pieces)))
    paper.on('error', failed)
  })
  paper.registerFont('body', fontFiles.regular)
  paper.registerFont('bold', fontFiles.bold)
  const starts: number[] = []
  const rows: RowMark[] = []
  for (const [index, sheet] of sheets.entries()) {
    starts.push(paper.bufferedPageRange().count + 1)
    drawSheet(paper, sheet, sheet.formId === indexFormId ? (mark) => rows.push(mark) : undefined)
    await progress?.(index + 1)
  }
  drawIndexPages(paper, rows, starts.slice(1))
  drawFeet(paper, watermark)
  paper.end()
  return whole
}

/** The index of a bundle is its first sheet: the last column of its table waits for the page on which each document begins. */
export const indexFormId = 'archiveIndex'
type RowMark = { readonly page: number; readonly top: number; readonly left: number }
type OnRow = (mark: RowMark) => void

function drawIndexPages(paper: Paper, rows: readonly RowMark[], starts: readonly number[]): void {
  for (const [index, { page, top, left }] of rows.entries()) {
    const start = starts[index]
    if (start === undefined) continue
    paper.switchToPage(page)
    paper.font('body').fontSize(SMALL).text(String(start), left + 5, top + 5, { lineBreak: false }).fontSize(BODY)
  }
}

function drawSheet(paper: Paper, sheet: Sheet, onRow?: OnRow): void {
  paper.addPage()
  paper.font('body').fontSize(BODY).fillColor('#000')
  if (sheet.redHead) drawRedHead(paper, sheet)
  sheet.blocks.forEach((block, at) => {
    holdOn(paper, block, sheet.blocks[at + 1])
    drawBlock(paper, block, onRow)
  })
  if (sheet.code) drawCode(paper, sheet)
}

/** The last words stay with the signatures under them: a signature alone on a page proves nothing. */
function holdOn(paper: Paper, block: Block, next: Block | undefined): void {
  if (block.kind !== 'text' || (next?.kind !== 'signatures' && next?.kind !== 'seal')) return
  const under = next.kind === 'seal' ? 110 : signatureHeight(next.lines.length)
  keepTogether(paper, paper.heightOfString(block.text, { width: WIDTH, lineGap: 5 }) + under)
}

const signatureHeight = (lines: number): number => 34 * lines + 20

function drawRedHead(paper: Paper, { redHead, serial }: Sheet): void {
  paper.font('bold').fontSize(22).fillColor('#c00').text(redHead, { align: 'center', width: WIDTH })
  paper.font('body').fontSize(BODY).fillColor('#000').moveDown(0.4).text(serial || '（打印时取文号）', { align: 'center', width: WIDTH })
  const y = paper.y + 6
  paper.moveTo(MARGIN, y).lineTo(MARGIN + WIDTH, y).lineWidth(1.5).strokeColor('#c00').stroke().strokeColor('#000').lineWidth(0.6)
  paper.y = y + 16
}

function drawBlock(paper: Paper, block: Block, onRow?: OnRow): void {
  switch (block.kind) {
    case 'title':
      paper.font('bold').fontSize(20).text(block.text, MARGIN, paper.y, { align: 'center', width: WIDTH }).moveDown(0.6)
      return void paper.font('body').fontSize(BODY)
    case 'heading':
      keepTogether(paper, 60)
      paper.moveDown(0.3).font('bold').fontSize(BODY).text(block.text, MARGIN, paper.y, { width: WIDTH }).moveDown(0.2)
      return void paper.font('body')
    case 'text':
      return void paper.text(block.indent ? `　　${block.text}` : block.text, MARGIN, paper.y, { width: WIDTH, align: block.align, lineGap: 5 }).moveDown(0.25)
    case 'facts':
      for (const row of block.rows) drawRow(paper, cellsOf(row), SMALL)
      return void paper.moveDown(0.5)
    case 'table':
      drawRow(paper, block.head.map((text) => ({ text, width: WIDTH / block.head.length, bold: true, lines: 1 })), SMALL)
      for (const row of block.rows) {
        const top = drawRow(paper, row.map((text) => ({ text, width: WIDTH / block.head.length, bold: false, lines: 1 })), SMALL)
        onRow?.({ page: paper.bufferedPageRange().count - 1, top, left: MARGIN + (WIDTH / block.head.length) * (block.head.length - 1) })
      }
      return void paper.moveDown(0.5)
    case 'signatures':
      keepTogether(paper, signatureHeight(block.lines.length))
      paper.moveDown(0.8)
      for (const line of block.lines) paper.text(line, MARGIN + WIDTH * 0.42, paper.y, { width: WIDTH * 0.58, lineGap: 12 })
      return
    case 'seal':
      keepTogether(paper, 110)
      return void paper.moveDown(2).text(block.organ, MARGIN, paper.y, { width: WIDTH - 30, align: 'right' }).moveDown(0.3).text(block.on, { width: WIDTH - 30, align: 'right' }).moveDown(0.3).fontSize(SMALL).fillColor('#666').text('（公章）', { width: WIDTH - 60, align: 'right' }).fillColor('#000').fontSize(BODY)
    default:
      return unreachable(block)
  }
}

type CellBox = { text: string; width: number; bold: boolean; lines: number }

function cellsOf(pairs: readonly Pair[]): CellBox[] {
  const label = pairs.length > 2 ? 58 : 82
  const value = (WIDTH - label * pairs.length) / pairs.length
  return pairs.flatMap((one) => [{ text: one.label, width: label, bold: true, lines: 1 }, { text: one.value, width: value, bold: false, lines: one.lines }])
}

/** Answers where the row began on its page. */
function drawRow(paper: Paper, cells: readonly CellBox[], size: number): number {
  paper.fontSize(size)
  const height = Math.max(...cells.map(({ text, width, bold, lines }) => Math.max(paper.font(bold ? 'bold' : 'body').heightOfString(text || ' ', { width: width - 10 }), lines * size * 1.5))) + 10
  // A cell longer than a page cannot stand in a box; it runs on as text under its label.
  if (height > paper.page.height - 2 * MARGIN) {
    for (const { text, bold } of cells) paper.font(bold ? 'bold' : 'body').text(text, MARGIN, paper.y, { width: WIDTH })
    paper.font('body').fontSize(BODY)
    return MARGIN
  }
  keepTogether(paper, height)
  const top = paper.y
  let left = MARGIN
  for (const { text, width, bold } of cells) {
    paper.rect(left, top, width, height).lineWidth(0.6).stroke()
    paper.font(bold ? 'bold' : 'body').text(text, left + 5, top + 5, { width: width - 10, align: 'left' })
    left += width
  }
  paper.x = MARGIN
  paper.y = top + height
  paper.font('body').fontSize(BODY)
  return top
}

function keepTogether(paper: Paper, height: number): void {
  if (paper.y + height > paper.page.height - MARGIN) paper.addPage()
}

function drawCode(paper: Paper, { code, copies }: Sheet): void {
  const { data, size } = encode(code)
  const dot = 44 / size
  const [left, top] = [MARGIN, paper.page.height - MARGIN + 6]
  data.forEach((row, y) => row.forEach((dark, x) => dark && paper.rect(left + x * dot, top + y * dot, dot, dot)))
  paper.fill('#000')
  at(paper, `文书码 ${code.slice(-10)}　一式 ${copies} 份`, { x: left + 52, y: top + 30, width: 240, align: 'left' })
}

function drawFeet(paper: Paper, watermark: string): void {
  const { start, count } = paper.bufferedPageRange()
  for (let page = start; page < start + count; page++) {
    paper.switchToPage(page)
    at(paper, `第 ${page - start + 1} 页，共 ${count} 页`, { x: MARGIN, y: paper.page.height - 42, width: WIDTH, align: 'center' })
    at(paper, watermark, { x: MARGIN, y: paper.page.height - 26, width: WIDTH, align: 'right' })
  }
}

// Below the margin pdfkit would begin a new page; for the foot the margin is lifted.
function at(paper: Paper, text: string, place: { x: number; y: number; width: number; align: 'left' | 'center' | 'right' }): void {
  const { bottom } = paper.page.margins
  paper.page.margins.bottom = 0
  paper.font('body').fontSize(8).fillColor('#444').text(text, place.x, place.y, { width: place.width, align: place.align, lineBreak: false }).fillColor('#000').fontSize(BODY)
  paper.page.margins.bottom = bottom
}
