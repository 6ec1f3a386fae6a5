import type { Package } from './open-package.ts'
import { readPart } from './relations.ts'

// ECMA-376 Part 1, 18.8.30: the built-in formats that show a day, with those of Chinese Excel.
const builtIn = new Set([14, 15, 16, 17, 22, 27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 57, 58])

/** Whether a number format shows a day: it has a year or a day outside quotes, brackets and escapes. */
function showsDay(format: string): boolean {
  return /[yd]/i.test(format.replace(/"[^"]*"|\[[^\]]*\]|\\.|_.|\*./g, '').replace(/General/gi, ''))
}

/** For each cell style by index: whether it shows a day. */
export async function readDateStyles(file: Package, part: string | undefined): Promise<boolean[]> {
  if (part === undefined) return []
  const own = new Map<number, boolean>()
  const styles: boolean[] = []
  let inCells = false
  await readPart(file, part, {
    open(name, attributes) {
      if (name === 'numFmt') own.set(Number(attributes.numFmtId), showsDay(attributes.formatCode ?? ''))
      if (name === 'cellXfs') inCells = true
      if (name !== 'xf' || !inCells) return
      const format = Number(attributes.numFmtId ?? 0)
      styles.push(own.get(format) ?? builtIn.has(format))
    },
    close(name) {
      if (name === 'cellXfs') inCells = false
    },
  })
  return styles
}
