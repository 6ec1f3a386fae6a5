import { defineConfig } from 'vitest/config'

// Pure code needs no process of its own for each file; what opens databases does: RxDB knows 13 collections a process.
const pure = ['src-shared/**/*.test.ts', 'src-renderer/**/*.test.ts']

export default defineConfig({
  test: {
    globalSetup: 'tests/one-temp-folder.ts',
    // Vitest leaves one core to itself, which is half of a small machine; most of our files wait for a disk or a child.
    maxWorkers: '100%',
    projects: [
      { extends: true, test: { name: 'pure', include: pure, pool: 'threads', isolate: false } },
      { extends: true, test: { name: 'whole', include: ['src-*/**/*.test.ts', 'tests/**/*.test.ts', 'build/**/*.test.ts'], exclude: pure, testTimeout: 60_000, hookTimeout: 120_000 } },
    ],
  },
})
