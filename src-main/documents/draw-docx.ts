import { AlignmentType, BorderStyle, convertMillimetersToTwip, Document, Footer, Packer, PageNumber, Paragraph, Table, TableCell, TableRow, TextRun, WidthType } from 'docx'
import type { Block, Pair, Sheet } from '#shared/forms/sheet.ts'
import { unreachable } from '#shared/kernel/unreachable.ts'

/** Names only: a .docx carries no fonts, and every office PC in China has these or its own likeness. */
const BODY_FONT = '仿宋_GB2312'
const TITLE_FONT = '方正小标宋简体'
const BODY = 28
const SMALL = 21
const WIDTH = convertMillimetersToTwip(160)

/** The document as .docx, to be finished by hand in WPS or Word. */
export async function drawDocx(sheet: Sheet, watermark: string): Promise<Buffer> {
  const foot = new Footer({
    children: [
      new Paragraph({ alignment: AlignmentType.CENTER, children: [run('第 ', { size: SMALL }), new TextRun({ children: [PageNumber.CURRENT], size: SMALL }), run(' 页，共 ', { size: SMALL }), new TextRun({ children: [PageNumber.TOTAL_PAGES], size: SMALL }), run(' 页', { size: SMALL })] }),
      new Paragraph({ alignment: AlignmentType.RIGHT, children: [run(`${sheet.code ? `文书码 ${sheet.code.slice(-10)}　` : ''}${watermark}`, { size: 16, color: '666666' })] }),
    ],
  })
  const margin = convertMillimetersToTwip(25)
  const paper = new Document({
    title: sheet.title,
    styles: { default: { document: { run: { font: BODY_FONT, size: BODY } } } },
    sections: [{ properties: { page: { size: { width: convertMillimetersToTwip(210), height: convertMillimetersToTwip(297) }, margin: { top: margin, bottom: margin, left: margin, right: margin } } }, footers: { default: foot }, children: [...headOf(sheet), ...sheet.blocks.flatMap(drawBlock)] }],
  })
  return Packer.toBuffer(paper)
}

function headOf({ redHead, serial }: Sheet): Paragraph[] {
  if (!redHead) return []
  return [
    new Paragraph({ alignment: AlignmentType.CENTER, children: [run(redHead, { font: TITLE_FONT, size: 44, color: 'CC0000' })] }),
    new Paragraph({ alignment: AlignmentType.CENTER, border: { bottom: { style: BorderStyle.SINGLE, size: 12, color: 'CC0000' } }, children: [run(serial || '　　　号')] }),
  ]
}

function drawBlock(block: Block): (Paragraph | Table)[] {
  switch (block.kind) {
    case 'title': return [new Paragraph({ alignment: AlignmentType.CENTER, spacing: { before: 200, after: 240 }, children: [run(block.text, { font: TITLE_FONT, size: 40, bold: true })] })]
    case 'heading': return [new Paragraph({ keepNext: true, spacing: { before: 160, after: 60 }, children: [run(block.text, { bold: true })] })]
    case 'text': return [new Paragraph({ alignment: alignments[block.align], ...(block.indent && { indent: { firstLine: BODY * 20 } }), spacing: { line: 400 }, children: lines(block.text) })]
    case 'facts': return block.rows.length === 0 ? [] : [grid(block.rows.map((row) => cellsOf(row))), gap()]
    case 'table': return [grid([block.head.map((text) => ({ text, bold: true, lines: 1, share: 1 / block.head.length })), ...block.rows.map((row) => row.map((text) => ({ text, bold: false, lines: 1, share: 1 / block.head.length })))]), gap()]
    case 'signatures': return block.lines.map((text, at) => new Paragraph({ keepNext: at < block.lines.length - 1, keepLines: true, indent: { left: Math.round(WIDTH * 0.42) }, spacing: { before: 200 }, children: [run(text)] }))
    case 'seal': return [new Paragraph({ keepNext: true, alignment: AlignmentType.RIGHT, spacing: { before: 600 }, children: [run(block.organ)] }), new Paragraph({ keepNext: true, alignment: AlignmentType.RIGHT, children: [run(block.on)] }), new Paragraph({ alignment: AlignmentType.RIGHT, children: [run('（公章）', { size: SMALL, color: '666666' })] })]
    default: return unreachable(block)
  }
}

const alignments = { left: AlignmentType.LEFT, right: AlignmentType.RIGHT, center: AlignmentType.CENTER } as const
const gap = (): Paragraph => new Paragraph({ spacing: { after: 60 }, children: [] })
type Cell = { text: string; bold: boolean; lines: number; share: number }

function cellsOf(pairs: readonly Pair[]): Cell[] {
  return pairs.flatMap(({ label, value, lines: free }) => [{ text: label, bold: true, lines: 1, share: 0.18 }, { text: value, bold: false, lines: free, share: 1 / pairs.length - 0.18 }])
}

/** Rows of different numbers of cells are one table each, or Word would align their columns. */
function grid(rows: readonly (readonly Cell[])[]): Table {
  const widest = Math.max(...rows.map((row) => row.length))
  return new Table({
    width: { size: WIDTH, type: WidthType.DXA },
    rows: rows.map((row) => new TableRow({
      cantSplit: row.every(({ text }) => text.length < 400),
      children: row.map(({ text, bold, lines: free, share }, at) => new TableCell({
        width: { size: Math.round(WIDTH * share), type: WidthType.DXA },
        ...(at === row.length - 1 && row.length < widest && { columnSpan: widest - row.length + 1 }),
        children: [new Paragraph({ children: lines(text, { size: SMALL, bold }) }), ...Array.from({ length: Math.max(0, free - 1 - text.length / 30) }, () => new Paragraph({ children: [] }))],
      })),
    })),
  })
}

type Look = { size?: number; bold?: boolean; font?: string; color?: string }
const run = (text: string, look: Look = {}): TextRun => new TextRun({ text, ...look })
const lines = (text: string, look: Look = {}): TextRun[] => text.split('\n').map((line, at) => new TextRun({ text: line, ...(at > 0 && { break: 1 }), ...look }))
