import { writeZip, type ZipPart } from './write-zip.ts'

/** A cell to write: text, a number as it stands in the file, a day, or a formula with the value some program cached. */
export type SampleCell = string | null | { number: string } | { day: string } | { formula: string; cached: string }
export type SampleSheet = { name: string; rows: readonly (readonly SampleCell[])[]; merges?: readonly string[]; widths?: readonly number[]; headerRow?: number }

const escaped = (text: string): string => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;')
const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const DOCUMENT = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006'

/** The name of a column by its index: A, B, … AA. */
export function columnName(index: number): string {
  return (index >= 26 ? columnName(Math.floor(index / 26) - 1) : '') + String.fromCharCode(65 + (index % 26))
}

/** The spreadsheet's number of a day. */
export function serialOf(day: string): number {
  return Math.round((Date.parse(`${day}T00:00:00Z`) - Date.UTC(1899, 11, 30)) / 86_400_000)
}

/** The parts of an .xlsx with one sheet, as Excel lays them out; a test may add to or change them before they are packed. */
export function workbookParts(sheet: SampleSheet): ZipPart[] {
  const strings: string[] = []
  const places = new Map<string, number>()
  const place = (text: string): number => {
    const known = places.get(text)
    if (known !== undefined) return known
    places.set(text, strings.push(text) - 1)
    return strings.length - 1
  }
  const sheetXml = writeSheet(sheet, place)
  const part = (name: string, text: string): ZipPart => ({ name, data: Buffer.from(HEAD + text) })
  return [
    part('[Content_Types].xml', `<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/><Override PartName="/xl/sharedStrings.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/></Types>`),
    part('_rels/.rels', `<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${DOCUMENT}/officeDocument" Target="xl/workbook.xml"/></Relationships>`),
    part('xl/workbook.xml', `<workbook xmlns="${MAIN}" xmlns:r="${DOCUMENT}"><sheets><sheet name="${escaped(sheet.name)}" sheetId="1" r:id="rId1"/></sheets></workbook>`),
    part('xl/_rels/workbook.xml.rels', `<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${DOCUMENT}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="${DOCUMENT}/styles" Target="styles.xml"/><Relationship Id="rId3" Type="${DOCUMENT}/sharedStrings" Target="sharedStrings.xml"/></Relationships>`),
    part('xl/worksheets/sheet1.xml', sheetXml),
    part('xl/styles.xml', STYLES),
    part('xl/sharedStrings.xml', `<sst xmlns="${MAIN}" count="${strings.length}" uniqueCount="${strings.length}">${strings.map((text) => `<si><t xml:space="preserve">${escaped(text)}</t></si>`).join('')}</sst>`),
  ]
}

/** An .xlsx with one sheet, the same bytes for the same content. */
export function writeWorkbook(sheet: SampleSheet): Buffer {
  return writeZip(workbookParts(sheet))
}

// Styles: 0 plain, 1 headline, 2 title, 3 text (@), 4 day, 5 whole number.
const STYLES = `<styleSheet xmlns="${MAIN}"><numFmts count="1"><numFmt numFmtId="176" formatCode="yyyy\\-mm\\-dd;@"/></numFmts><fonts count="3"><font><sz val="11"/><name val="宋体"/></font><font><b/><sz val="18"/><name val="黑体"/></font><font><b/><sz val="11"/><name val="宋体"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="2"><border/><border><left style="thin"/><right style="thin"/><top style="thin"/><bottom style="thin"/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="6"><xf numFmtId="0" fontId="0" fillId="0" borderId="1" xfId="0"/><xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyAlignment="1"><alignment horizontal="center" vertical="center"/></xf><xf numFmtId="0" fontId="2" fillId="0" borderId="1" xfId="0" applyAlignment="1"><alignment horizontal="center" wrapText="1"/></xf><xf numFmtId="49" fontId="0" fillId="0" borderId="1" xfId="0"/><xf numFmtId="176" fontId="0" fillId="0" borderId="1" xfId="0" applyNumberFormat="1"/><xf numFmtId="1" fontId="0" fillId="0" borderId="1" xfId="0" applyNumberFormat="1"/></cellXfs></styleSheet>`

function writeSheet(sheet: SampleSheet, place: (text: string) => number): string {
  const widths = (sheet.widths ?? []).map((width, index) => `<col min="${index + 1}" max="${index + 1}" width="${width}" customWidth="1"/>`).join('')
  const rows = sheet.rows.map((cells, index) => {
    const row = index + 1
    const style = sheet.headerRow === undefined ? 3 : row === 1 ? 1 : row === sheet.headerRow ? 2 : 3
    return `<row r="${row}">${cells.map((cell, column) => writeCell(cell, `${columnName(column)}${row}`, { style, place })).join('')}</row>`
  })
  const merges = sheet.merges?.length ? `<mergeCells count="${sheet.merges.length}">${sheet.merges.map((reference) => `<mergeCell ref="${reference}"/>`).join('')}</mergeCells>` : ''
  return `<worksheet xmlns="${MAIN}">${widths ? `<cols>${widths}</cols>` : ''}<sheetData>${rows.join('')}</sheetData>${merges}</worksheet>`
}

function writeCell(cell: SampleCell, reference: string, frame: { style: number; place: (text: string) => number }): string {
  if (cell === null || cell === '') return ''
  if (typeof cell === 'string') return `<c r="${reference}" s="${frame.style}" t="s"><v>${frame.place(cell)}</v></c>`
  if ('number' in cell) return `<c r="${reference}" s="5"><v>${cell.number}</v></c>`
  if ('day' in cell) return `<c r="${reference}" s="4"><v>${serialOf(cell.day)}</v></c>`
  return `<c r="${reference}" s="4"><f>${escaped(cell.formula)}</f><v>${escaped(cell.cached)}</v></c>`
}
