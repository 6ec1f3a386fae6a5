/** What `node build/run.mjs <command>` runs, each with the project's own Node and straight from source. */
export const COMMANDS = new Map([
  ['start', { script: 'build/start.ts', about: '打开司法所工作台（加 --demo 带一个演示县）' }],
  ['dev', { script: 'build/dev.ts', about: '浏览器模式，改代码后自动重建' }],
  ['county', { script: 'build/county.ts', about: '县级服务器' }],
  ['office', { script: 'src-main/cli/office.ts', about: '司法所命令行' }],
  ['seed', { script: 'build/demo/seed.ts', about: '生成虚构的演示数据' }],
  ['build', { script: 'build/build.ts', about: '构建界面（加 --electron 连同桌面外壳）' }],
  ['test', { script: 'build/test.ts', about: '运行全部检查和测试' }],
  ['typecheck', { script: 'build/typecheck.ts', about: '类型检查' }],
  ['lint', { script: 'build/lint.ts', about: '代码规则检查' }],
  ['month', { script: 'build/month/main.ts', about: '试办一个虚构司法所的一个月，列出每条规则办得怎样' }],
  ['sim', { script: 'tests/sim/run.ts', about: '同步模拟：真实程序、随机故障（--seed、--runs）' }],
  ['bench', { script: 'build/bench/main.ts', about: '性能测量' }],
  ['sbom', { script: 'build/sbom.ts', about: '写出随产品交付的软件清单（CycloneDX）' }],
  ['package', { script: 'build/package.ts', about: '打安装包' }],
  ['screenshots', { script: 'build/screenshots/main.ts', about: '为文档截图' }],
])

/** The sentence for a command that nobody knows, or for none. */
export function usage(command) {
  const lines = [...COMMANDS].map(([name, { about }]) => `  ${name.padEnd(12)}${about}`)
  const first = command === undefined ? '请给出命令：' : `没有“${command}”这个命令，可用的有：`
  return `${first}\n${lines.join('\n')}\n`
}
