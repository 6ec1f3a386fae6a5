import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { ROOT } from '../project-root.ts'

const rows = readFileSync(join(ROOT, 'docs', 'asvs.md'), 'utf8').split('\n').filter((line) => /^\| S\d\d /.test(line)).map((line) => line.split('|').map((cell) => cell.trim()))
const proofsOf = (cell: string) => [...cell.matchAll(/`([^`]+\.(?:test|spec)\.ts)`(?: \[([\w-]+)\])?/g)].map(([, path = '', id]) => ({ path, id }))

it('the sixty checks are all there, each with a proof or the word that it is open', () => {
  expect(rows.map(([, id]) => id)).toEqual(Array.from({ length: 60 }, (_, index) => `S${String(index + 1).padStart(2, '0')}`))
  expect(rows.filter(([, , , , proof = '']) => proofsOf(proof).length === 0 && !proof.startsWith('open: ')).map(([, id]) => id)).toEqual([])
})

it('every test that is named there exists and carries the rule', () => {
  const missing = rows.flatMap(([, row, , , proof = '']) => proofsOf(proof).filter(({ path, id }) => !existsSync(join(ROOT, path)) || (id !== undefined && !readFileSync(join(ROOT, path), 'utf8').includes(`[${id}]`))).map(({ path, id }) => `${row} ${path} ${id}`))
  expect(missing).toEqual([])
})
