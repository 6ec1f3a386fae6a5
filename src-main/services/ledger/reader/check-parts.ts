import { hostile, refused } from './refused.ts'

const dangerous: readonly (readonly [RegExp, string])[] = [
  [/vba(Project|Data)|macrosheets?\/|dialogsheets\/|vbaProjectSignature/i, '含有宏程序'],
  [/externalLinks?\//i, '含有指向外部文件的链接'],
  [/(^|\/)(embeddings|activeX|ctrlProps)\/|oleObject/i, '嵌入了别的文件或控件'],
  [/(^|\/)connections\.xml$|queryTables?\/|(^|\/)model\//i, '含有外部数据连接'],
  [/customUI\d*\//i, '含有自定义程序界面'],
]

/** Refuses by the names of its parts a package that carries more than cells, or that is no workbook at all. */
export function checkParts(names: readonly string[]): void {
  for (const name of names) {
    const found = dangerous.find(([pattern]) => pattern.test(name))
    if (found) throw hostile(found[1])
  }
  if (names.includes('xl/workbook.bin') || names.includes('mimetype')) throw refused('FILE_OLD_FORMAT')
  if (!names.some((name) => name.startsWith('_rels/')) || !names.some((name) => /(^|\/)workbook[^/]*\.xml$/.test(name))) throw refused('FILE_NOT_SPREADSHEET')
}
