import type { LedgerSheet } from '#shared/domain/ledger/cell.ts'
import { checkParts } from './check-parts.ts'
import { readDateStyles } from './date-styles.ts'
import { openPackage, type Package } from './open-package.ts'
import { readSheet } from './read-sheet.ts'
import { hostile, refused } from './refused.ts'
import { readPart, readRelations } from './relations.ts'
import { readSharedStrings } from './shared-strings.ts'

type Workbook = { readonly sheets: { readonly name: string; readonly relation: string; readonly hidden: boolean }[]; readonly from1904: boolean }

/** Reads the first visible sheet of an .xlsx. The others are named in a notice: nothing is left out in silence. */
export async function readWorkbook(bytes: Buffer): Promise<LedgerSheet> {
  const unpacked = new Set<string>()
  const whole = await openPackage(bytes)
  checkParts(whole.names)
  const file: Package = { names: whole.names, unpack: (name, onBytes) => (unpacked.add(name), whole.unpack(name, onBytes)) }
  await refuseMacroTypes(file)
  await checkAllRelations(file)
  const part = (await readRelations(file, '')).find(({ kind }) => kind === 'officeDocument')?.target
  if (part === undefined) throw refused('FILE_NOT_SPREADSHEET')
  const workbook = await readSheetList(file, part)
  const relations = await readRelations(file, part)
  const partOf = (kind: string): string | undefined => relations.find((relation) => relation.kind === kind)?.target
  const chosen = workbook.sheets.find(({ hidden }) => !hidden)
  const sheetPart = relations.find(({ id }) => id === chosen?.relation)?.target
  if (!chosen || sheetPart === undefined) throw refused('FILE_EMPTY')
  const tables = { strings: await readSharedStrings(file, partOf('sharedStrings')), dateStyles: await readDateStyles(file, partOf('styles')), from1904: workbook.from1904 }
  const sheet = await readSheet(file, sheetPart, tables)
  // What nobody reads is unpacked all the same and thrown away: sizes are believed only once they have been counted.
  for (const name of whole.names) if (!unpacked.has(name) && !name.endsWith('/')) await whole.unpack(name, () => undefined)
  return { encoding: 'xlsx', rows: sheet.rows, notices: noticesOf(workbook, chosen.name, sheet.hiddenRows) }
}

function noticesOf(workbook: Workbook, chosen: string, hiddenRows: number): string[] {
  const others = workbook.sheets.filter(({ name }) => name !== chosen).map(({ name, hidden }) => `“${name}”${hidden ? '（隐藏）' : ''}`)
  return [
    ...(others.length > 0 ? [`文件里有 ${others.length + 1} 张工作表，只读了第一张“${chosen}”。${others.slice(0, 5).join('、')}没有读，需要的话请另存成单独的文件再导入。`] : []),
    ...(hiddenRows > 0 ? [`有 ${hiddenRows} 行在表格里被隐藏或筛掉了，也一并读入。`] : []),
  ]
}

async function readSheetList(file: Package, part: string): Promise<Workbook> {
  const sheets: Workbook['sheets'] = []
  let from1904 = false
  await readPart(file, part, {
    open(name, attributes) {
      if (name === 'workbookPr') from1904 = attributes.date1904 === '1' || attributes.date1904 === 'true'
      if (name === 'sheet') sheets.push({ name: (attributes.name ?? '').slice(0, 31), relation: attributes.id ?? '', hidden: (attributes.state ?? 'visible') !== 'visible' })
      if (name === 'externalReference') throw hostile('含有指向外部文件的链接')
    },
  })
  return { sheets, from1904 }
}

async function refuseMacroTypes(file: Package): Promise<void> {
  if (!file.names.includes('[Content_Types].xml')) throw refused('FILE_NOT_SPREADSHEET')
  await readPart(file, '[Content_Types].xml', {
    open(_name, attributes) {
      if (/macroEnabled|vbaProject|activeX/i.test(attributes.ContentType ?? '')) throw hostile('含有宏程序')
    },
  })
}

// Also those of parts that are not read: an external picture is fetched by whoever opens the file next.
async function checkAllRelations(file: Package): Promise<void> {
  for (const name of file.names) {
    const [, folder, part] = /^(.*?)_rels\/([^/]*)\.rels$/.exec(name) ?? []
    if (folder !== undefined && part !== undefined) await readRelations(file, folder + part)
  }
}
