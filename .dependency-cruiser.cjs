// Who may import whom (docs/house-style: the arrows are law).
//   src-renderer -> src-shared     src-main -> src-shared     src-server -> src-shared     src-shared -> zod
//   build -> src-main, src-server, src-shared     tests -> everything, and nothing -> tests
// Tests stand beside what they test; test-support/ is what they share there.
const TEST = '(\\.test\\.ts$|/test-support/)'

const arrow = (name, from, to, comment) => ({ name, severity: 'error', comment, from, to })

module.exports = {
  forbidden: [
    arrow('renderer-only-shared', { path: '^src-renderer/' }, { path: '^(src-main|src-server|build)/' },
      'The renderer knows the contract, never the host: it runs in a sandbox and in a plain browser.'),
    arrow('main-only-shared', { path: '^src-main/' }, { path: '^(src-renderer|src-server|build)/' },
      'The host meets screens and county only through the contract.'),
    arrow('server-only-shared', { path: '^src-server/' }, { path: '^(src-renderer|src-main|build)/' },
      'The county server is another program on another machine.'),
    arrow('shared-only-shared', { path: '^src-shared/' }, { path: '^(src-renderer|src-main|src-server|build|resources)/' },
      'src-shared runs anywhere, so it leans on nobody.'),
    arrow('shared-only-zod', { path: '^src-shared/', pathNot: TEST }, { path: 'node_modules', pathNot: 'node_modules/zod/' },
      'zod is the only package of src-shared.'),
    arrow('shared-no-node', { path: '^src-shared/', pathNot: TEST }, { dependencyTypes: ['core'] },
      'src-shared runs in a browser too.'),
    arrow('nobody-imports-tests', { path: '^(src-[a-z]+|build)/', pathNot: TEST }, { path: `(^tests/|${TEST})` },
      'Product code never leans on tests.'),
    arrow('tests-import-no-test', {}, { path: '\\.test\\.ts$' }, 'What two tests share belongs to tests/factories, fixtures or a test-support folder.'),
    arrow('electron-in-its-folder', { pathNot: '^src-main/electron/' }, { path: 'node_modules/electron/' },
      'Everything else must run where no Electron is to be had.'),
    arrow('host-without-shell', { path: '^src-main/(host|services|store|sync|transport)/' }, { path: '^src-main/(electron|cli)/' },
      'The host does not know which shell it runs in.'),
    arrow('sqlite-storage-stands-alone', { path: '^src-main/store/rx-storage-sqlite/', pathNot: TEST },
      { path: '^(src-|build/|tests/)', pathNot: '^src-main/store/rx-storage-sqlite/' },
      'The RxDB storage is a library of its own; nothing of ours may leak into it.'),
    arrow('sqlite-in-the-store', { path: '^src-', pathNot: `(^src-main/store/|${TEST})` }, { path: 'node_modules/better-sqlite3-multiple-ciphers/' },
      'Every connection gets its pragmas in one place, or it leaks plaintext.'),
    arrow('features-stay-apart', { path: '^src-renderer/features/([^/]+)/' },
      { path: '^src-renderer/features/([^/]+)/', pathNot: '^src-renderer/features/$1/' },
      'A slice meets another through src-shared/domain, never through its page or store.'),
    arrow('ui-knows-no-business', { path: '^src-renderer/ui/' }, { path: '^src-renderer/(features|client|console)/' },
      'The design system knows no business word.'),
    arrow('runtime-packages-only', { path: '^src-(main|server)/', pathNot: TEST },
      { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'], pathNot: 'node_modules/electron/' },
      'A devDependency is not there once the product is installed.'),
    arrow('no-cycles', {}, { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
      'Two files that need each other are one file, or three.'),
    arrow('everything-resolves', {}, { couldNotResolve: true }, 'An import that leads nowhere.'),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(out|test-results|playwright-report)/' },
    tsPreCompilationDeps: true,
    combinedDependencies: false,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      // Not `types`: Element Plus lists type files that do not exist for its style entries.
      conditionNames: ['import', 'node', 'default'],
      extensions: ['.ts', '.cts', '.mts', '.js', '.mjs', '.cjs', '.vue', '.json', '.d.ts'],
      mainFields: ['module', 'main', 'types'],
    },
  },
}
