// Plain .mjs: Node 24 imports our TypeScript rules from here without a flag, in the terminal and in every editor.
import pluginVue from 'eslint-plugin-vue'
import tseslint from 'typescript-eslint'
import vueParser from 'vue-eslint-parser'
import { desk } from './build/lint/plugin.ts'

const TESTS = ['**/*.test.ts', '**/test-support/**', 'tests/**']
const on = (...names) => Object.fromEntries(names.map((name) => [`desk/${name}`, 'error']))
const off = (...names) => Object.fromEntries(names.map((name) => [`desk/${name}`, 'off']))

// A lost promise is a commit nobody waited for. Needs types, so only where data is written.
const WITH_TYPES = ['src-main/**/*.ts', 'src-server/**/*.ts']

export default tseslint.config(
  { ignores: ['out/**', 'data/**', 'node_modules/**', 'test-results/**', 'playwright-report/**'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  {
    files: ['**/*.{ts,cts,mjs,cjs,vue}'],
    plugins: { desk, '@typescript-eslint': tseslint.plugin },
    languageOptions: { parser: tseslint.parser, ecmaVersion: 2024, sourceType: 'module' },
    rules: {
      ...on('file-name', 'closed-switch', 'no-commented-code', 'todo-names-issue', 'explained-disable', 'no-ts-ignore'),
      ...on('no-enum', 'no-html-injection', 'no-tls-off', 'no-shell-exec', 'ipc-in-one-place', 'window-options-in-one-place', 'no-idle-test'),
      'eqeqeq': ['error', 'always', { null: 'ignore' }],
      'no-debugger': 'error',
      'no-eval': 'error',
      'no-new-func': 'error',
      'no-implied-eval': 'error',
      'no-var': 'error',
      'prefer-const': 'error',
      'no-self-compare': 'error',
      'no-template-curly-in-string': 'error',
      'no-unsafe-finally': 'error',
      'no-unreachable': 'error',
      'no-dupe-else-if': 'error',
      'no-fallthrough': 'error',
      'no-empty': 'error',
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports', disallowTypeAnnotations: false }],
    },
  },
  {
    files: ['src-*/**/*.{ts,cts,vue}'],
    ignores: TESTS,
    rules: { ...on('no-math-random', 'no-any', 'no-cast'), 'max-params': ['error', 4] },
  },
  {
    // The only folders that hold a database handle (the arrow sqlite-in-the-store sees to it).
    files: ['src-main/store/**/*.ts', 'src-main/host/**/*.ts'],
    ignores: TESTS,
    rules: on('no-leaking-sqlite'),
  },
  {
    files: ['src-shared/**/*.ts'],
    ignores: TESTS,
    rules: { ...on('no-clock'), 'no-restricted-globals': ['error', 'setTimeout', 'setInterval', 'fetch', 'process', 'window', 'Buffer'] },
  },
  {
    // Plumbing that turns one declaration into both sides of a boundary cannot be written without casts.
    files: ['src-shared/kernel/**', 'src-shared/contract/**'],
    rules: off('no-any', 'no-cast'),
  },
  {
    files: WITH_TYPES,
    ignores: TESTS,
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: false }],
      '@typescript-eslint/await-thenable': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
    },
  },
  { files: ['build/lint/**'], rules: off('no-tls-off') },
  // A test of the jail has to try what the jail forbids.
  { files: TESTS, rules: off('no-html-injection') },
  { files: ['src-main/electron/ipc.ts'], rules: off('ipc-in-one-place') },
  { files: ['src-main/electron/window-options.ts'], rules: off('window-options-in-one-place') },
  ...pluginVue.configs['flat/essential'].map((config) => ({ ...config, files: ['**/*.vue'] })),
  {
    files: ['**/*.vue'],
    languageOptions: { parser: vueParser, parserOptions: { parser: tseslint.parser, sourceType: 'module' } },
    rules: {
      'vue/block-lang': ['error', { script: { lang: 'ts' } }],
      'vue/component-api-style': ['error', ['script-setup']],
      'vue/multi-word-component-names': 'off',
      'vue/no-v-html': 'error',
      'vue/no-v-text-v-html-on-component': 'error',
    },
  },
)
