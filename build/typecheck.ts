// `npm run typecheck [-- folder…]`: every folder against its own tsconfig, because each may see a different world.
import { checkTypes } from './stages/check-types.ts'

const { ok, report } = await checkTypes(process.argv.slice(2))
console.log(report)
process.exitCode = ok ? 0 : 1
