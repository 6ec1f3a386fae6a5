import type { CellFinding } from './fields.ts'
import type { InterpretedRow } from './interpret-row.ts'

/** What is already on the books, by ID number and by subject number. */
export type Known = { readonly byIdNo: ReadonlyMap<string, { name: string; open: boolean }>; readonly bySubjectNo: ReadonlyMap<string, { name: string }> }

/**
 * Marks rows that repeat each other or somebody on the books. The first row of a repeated number stays importable with a
 * warning, the later ones are kept out: which of them is right only the clerk knows.
 */
export function markDoubles(rows: readonly InterpretedRow[], known: Known): InterpretedRow[] {
  const byIdNo = rowsBy(rows, ({ idNo }) => idNo)
  const bySubjectNo = rowsBy(rows, ({ subjectNo }) => subjectNo)
  const byName = rowsBy(rows, ({ name }) => name)
  return rows.map((row) => {
    const findings: CellFinding[] = [
      ...repeated(row, { field: 'idNo', label: '身份证号', rows: byIdNo.get(row.idNo) }),
      ...repeated(row, { field: 'subjectNo', label: '编号', rows: bySubjectNo.get(row.subjectNo) }),
      ...onTheBooks(row, known),
    ]
    const namesakes = byName.get(row.name) ?? []
    // With an ID number two of a name are two people; without one nobody can tell.
    if (!row.idNo && namesakes.length > 1) findings.push({ field: 'name', severity: 'warning', text: `第 ${others(namesakes, row).join('、')} 行同名，且这一行没有身份证号，请核对是不是同一个人` })
    if (findings.length === 0) return row
    return { ...row, findings: [...row.findings, ...findings], facts: findings.some(({ severity }) => severity === 'error') ? null : row.facts }
  })
}

function repeated(row: InterpretedRow, place: { field: 'idNo' | 'subjectNo'; label: string; rows: InterpretedRow[] | undefined }): CellFinding[] {
  const [first] = place.rows ?? []
  if (!first || !place.rows || place.rows.length < 2) return []
  if (first === row) return [{ field: place.field, severity: 'warning', text: `第 ${others(place.rows, row).join('、')} 行有相同${place.label}，只能导入这一行，请核对` }]
  return [{ field: place.field, severity: 'error', text: `与第 ${first.row} 行${place.label}相同，这一行不导入，请核对` }]
}

function onTheBooks(row: InterpretedRow, known: Known): CellFinding[] {
  const findings: CellFinding[] = []
  const same = row.idNo ? known.byIdNo.get(row.idNo) : undefined
  if (same?.open) findings.push({ field: 'idNo', severity: 'error', text: `身份证号与在册对象“${same.name}”相同，不重复导入` })
  if (same && !same.open) findings.push({ field: 'idNo', severity: 'warning', text: `身份证号与已解除的“${same.name}”相同，会另建一份新档案，请核对` })
  const number = row.subjectNo ? known.bySubjectNo.get(row.subjectNo) : undefined
  if (number) findings.push({ field: 'subjectNo', severity: 'error', text: `编号与已有对象“${number.name}”相同，请核对编号` })
  return findings
}

function rowsBy(rows: readonly InterpretedRow[], keyOf: (row: InterpretedRow) => string): Map<string, InterpretedRow[]> {
  const groups = new Map<string, InterpretedRow[]>()
  for (const row of rows) {
    const key = keyOf(row)
    if (!key) continue
    const group = groups.get(key)
    if (group) group.push(row)
    else groups.set(key, [row])
  }
  return groups
}

function others(rows: readonly InterpretedRow[], row: InterpretedRow): number[] {
  return rows.slice(0, 4).filter((other) => other !== row).map((other) => other.row).slice(0, 3)
}
