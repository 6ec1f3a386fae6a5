const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2] as const
const checkMarks = '10X98765432'

/** Whether the last mark of an 18-character citizen number fits the others (GB 11643). */
export function hasRightCheckMark(idNo: string): boolean {
  if (!/^\d{17}[\dX]$/.test(idNo)) return false
  const sum = weights.reduce((total, weight, index) => total + weight * Number(idNo.charAt(index)), 0)
  return checkMarks.charAt(sum % 11) === idNo.charAt(17)
}

/** Birth date and gender as the number tells them; null when it does not tell. */
export function readIdNumber(idNo: string): { birthDate: string; gender: '1' | '2' } | null {
  if (!/^\d{17}[\dX]$/.test(idNo)) return null
  const birthDate = `${idNo.slice(6, 10)}-${idNo.slice(10, 12)}-${idNo.slice(12, 14)}`
  const parsed = new Date(`${birthDate}T00:00:00.000Z`)
  if (Number.isNaN(parsed.getTime()) || !parsed.toISOString().startsWith(birthDate)) return null
  return { birthDate, gender: Number(idNo.charAt(16)) % 2 === 1 ? '1' : '2' }
}
