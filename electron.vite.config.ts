import { join } from 'node:path'
import { defineConfig } from 'electron-vite'
import { programsOf } from './build/shell/programs.ts'

const SHELL = join(import.meta.dirname, 'src-main', 'electron')
const OUT = join(import.meta.dirname, 'out')

// Only for packaging: in a checkout everything but the shell runs from source. The renderer has a build of its own
// (src-renderer/vite.config.ts), shared with browser mode and the county.
export default defineConfig({
  main: {
    build: {
      outDir: join(OUT, 'main'),
      target: 'node24',
      sourcemap: false,
      minify: false,
      rolldownOptions: {
        input: { main: join(SHELL, 'main.ts'), ...programsOf(join(import.meta.dirname, 'src-main')) },
        // All in one folder: a bundle finds the programs it starts beside itself.
        output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: 'chunk-[name]-[hash].js' },
      },
    },
  },
  preload: {
    build: {
      outDir: join(OUT, 'preload'),
      target: 'node24', // electron-vite accepts no other; the sandbox's JavaScript is at least as new
      sourcemap: false,
      minify: false,
      // A sandboxed preload can load Electron and nothing else, so everything it uses is inside.
      externalizeDeps: false,
      rolldownOptions: {
        input: { preload: join(SHELL, 'preload.cts') },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
})
