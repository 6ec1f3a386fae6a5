import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['src-*/**/*.test.ts', 'tests/**/*.test.ts', 'build/**/*.test.ts'],
    globalSetup: 'tests/one-temp-folder.ts',
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
})
