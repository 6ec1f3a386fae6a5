// `npm run lint [-- path…]`: with paths, ESLint looks at those alone.
import { runLint } from './stages/run-lint.ts'

const { ok, report } = await runLint(process.argv.slice(2))
console.log(report)
process.exitCode = ok ? 0 : 1
