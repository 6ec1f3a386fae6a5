// Writes resources/samples: the same bytes every time. Run with the project's Node after changing what is invented.
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import iconv from 'iconv-lite'
import { ROOT } from '../project-root.ts'
import { inventPeople } from './invent-people.ts'
import { ledgerRows, TITLES } from './ledger-rows.ts'
import { columnName, type SampleCell, serialOf, writeWorkbook } from './write-workbook.ts'

const FOLDER = join(ROOT, 'resources', 'samples')
const rows = ledgerRows(inventPeople(331102, 60))

// What Excel writes into a CSV is what it shows: a day as 2025/3/7, a long number as 3.31102E+17.
function shown(cell: SampleCell): string {
  if (cell === null || typeof cell === 'string') return cell ?? ''
  if ('number' in cell) return cell.number.length > 15 ? `${cell.number[0]}.${cell.number.slice(1, 6)}E+${cell.number.length - 1}` : cell.number
  const serial = 'day' in cell ? serialOf(cell.day) : Number(cell.cached)
  const date = new Date(Date.UTC(1899, 11, 30) + serial * 86_400_000)
  return `${date.getUTCFullYear()}/${date.getUTCMonth() + 1}/${date.getUTCDate()}`
}

const field = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)
const csv = rows.map((cells) => TITLES.map((_, index) => field(shown(cells[index] ?? null))).join(',')).join('\r\n') + '\r\n'

mkdirSync(FOLDER, { recursive: true })
writeFileSync(
  join(FOLDER, '台账样例.xlsx'),
  writeWorkbook({ name: '在册', rows, headerRow: 3, merges: [`A1:${columnName(TITLES.length - 1)}1`, 'A2:D2'], widths: [6, 18, 10, 6, 14, 22, 12, 20, 20, 22, 24, 14, 14, 14, 10, 14, 36, 36, 14, 14, 12, 20, 16] }),
)
writeFileSync(join(FOLDER, '台账样例.csv'), `\uFEFF${csv}`)
writeFileSync(join(FOLDER, '台账样例-GB18030.csv'), iconv.encode(csv, 'gb18030'))
