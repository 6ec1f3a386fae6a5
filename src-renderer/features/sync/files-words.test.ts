import { expect, it } from 'vitest'
import { filesWords } from './files-words.ts'

it('[FS15] one sentence says how the files stand', () => {
  const traffic = { waiting: 0, bytes: 0, running: false, sentBytes: 0, unreadable: 0, problem: '', kilobytesPerSecond: null, paused: false }
  expect(filesWords(traffic)).toBe('都已送到县局。')
  expect(filesWords({ ...traffic, waiting: 2, bytes: 3 * 1024 * 1024 })).toContain('还有 2 个（3.0 MB）')
  expect(filesWords({ ...traffic, waiting: 2, paused: true })).toContain('停下')
  expect(filesWords({ ...traffic, waiting: 2, running: true, sentBytes: 2048 })).toContain('已送 2 KB')
})
