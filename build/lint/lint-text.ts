import { Linter } from 'eslint'
import tseslint from 'typescript-eslint'
import { desk } from './plugin.ts'

/** What one of our rules says about a piece of TypeScript; for the tests of the rules. */
export function lintText(rule: string, code: string, filename = 'sample.ts'): string[] {
  const messages = new Linter().verify(
    code,
    [{ files: ['**/*.ts', '**/*.vue'], plugins: { desk }, languageOptions: { parser: tseslint.parser }, rules: { [`desk/${rule}`]: 'error' } }],
    { filename },
  )
  const broken = messages.find(({ fatal }) => fatal)
  if (broken) throw new Error(`the sample does not parse: ${broken.message}`)
  return messages.filter(({ ruleId }) => ruleId === `desk/${rule}`).map(({ message }) => message)
}
