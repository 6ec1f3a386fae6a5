import { existsSync } from 'node:fs'
import { join } from 'node:path'
import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vite'

/** The office's page and the county console's: one build, two entries. */
const PAGES = ['index.html', 'console.html'].map((page) => join(import.meta.dirname, page))

export default defineConfig({
  root: import.meta.dirname,
  plugins: [vue()],
  publicDir: false,
  define: { __VUE_PROD_DEVTOOLS__: 'false' },
  // Both doors answer with `default-src 'none'; script-src 'self'; …` (src-main/transport/security-headers.ts):
  // nothing may be inlined as data: or as a script in the page.
  build: {
    outDir: join(import.meta.dirname, '..', 'out', 'renderer'),
    emptyOutDir: true,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    sourcemap: false,
    target: 'es2023',
    chunkSizeWarningLimit: 2_000,
    rolldownOptions: {
      input: PAGES.filter((page) => existsSync(page)),
      // client/no-eval.ts must run before the first schema is made, whatever chunk that lands in.
      output: { strictExecutionOrder: true },
    },
  },
  worker: { format: 'es' },
})
