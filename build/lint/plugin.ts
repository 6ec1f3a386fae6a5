import type { ESLint } from 'eslint'
import { bans } from './bans.ts'
import { closedSwitch } from './closed-switch.ts'
import { commentRules } from './comment-rules.ts'
import { fileName } from './file-name.ts'

/** Our own rules, under the name `desk/`. */
export const desk: ESLint.Plugin = {
  rules: { ...bans, ...commentRules, 'file-name': fileName, 'closed-switch': closedSwitch },
}
