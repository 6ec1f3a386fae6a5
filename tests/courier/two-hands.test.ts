import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'

const root = join(import.meta.dirname, '..', '..')
/** A program's own text, without the line that names the other's place. */
const hand = (path: string): string => readFileSync(join(root, path), 'utf8').split('\n').filter((line) => !line.startsWith('// The same as ')).join('\n')

// Neither program may import the other, and src-shared knows no Node: the cryptography of a file stands twice and must not part ways.
it('[CR16] the desk and the county seal and open exchange files by the very same text', () => {
  expect(hand('src-server/crypto/courier-primitives.ts')).toBe(hand('src-main/courier/primitives.ts'))
})
