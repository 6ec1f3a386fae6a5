import { limits } from './limits.ts'
import type { Package } from './open-package.ts'
import { hostile } from './refused.ts'
import { readPart } from './relations.ts'

/** The workbook's table of texts. Phonetic hints are not part of a text. */
export async function readSharedStrings(file: Package, part: string | undefined): Promise<string[]> {
  const strings: string[] = []
  if (part === undefined) return strings
  let current = ''
  let characters = 0
  let inText = false
  let inHint = false
  await readPart(file, part, {
    open(name) {
      if (name === 'si') current = ''
      if (name === 'rPh') inHint = true
      if (name === 't') inText = !inHint
    },
    text(text) {
      if (inText) current += text
    },
    close(name) {
      if (name === 't') inText = false
      if (name === 'rPh') inHint = false
      if (name !== 'si') return
      characters += current.length
      if (characters > limits.textCharacters) throw hostile('文字多得不像台账')
      strings.push(current)
    },
  })
  return strings
}
