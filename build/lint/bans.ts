import type { Rule } from 'eslint'
import { ban } from './ban.ts'

const call = (name: string): string => `CallExpression[callee.property.name='${name}']`
const text = (pattern: string): string[] => [`Literal[value=/${pattern}/i]`, `TemplateElement[value.raw=/${pattern}/i]`]

/** What must not be written, and why. Which folder each holds for is said in eslint.config.mjs. */
export const bans: Record<string, Rule.RuleModule> = {
  'no-clock': ban(
    'src-shared has no clock: take `now` as a parameter.',
    "MemberExpression[object.name='Date'][property.name='now']",
    "MemberExpression[object.name='performance']",
    "NewExpression[callee.name='Date'][arguments.length=0]",
    "CallExpression[callee.name='Date']",
  ),
  'no-math-random': ban(
    'Math.random is predictable: use crypto.getRandomValues, or take the randomness as a parameter.',
    "MemberExpression[object.name='Math'][property.name='random']",
  ),
  'no-enum': ban('An enum is not erasable and not JSON: use a union of strings.', 'TSEnumDeclaration'),
  'no-any': ban('`any` switches the compiler off: use `unknown` and narrow it.', 'TSAnyKeyword'),
  'no-cast': ban(
    'A cast overrules the compiler: parse, narrow or use `satisfies` (`as const` is fine).',
    "TSAsExpression:not([typeAnnotation.typeName.name='const'])",
    'TSTypeAssertion',
    'TSNonNullExpression',
  ),
  'no-html-injection': ban(
    'HTML from a string is how a name becomes a script: let the template escape it.',
    'AssignmentExpression[left.property.name=/^(innerHTML|outerHTML|srcdoc)$/]',
    'Property[key.name=/^(innerHTML|outerHTML|srcdoc)$/]',
    call('insertAdjacentHTML'),
    call('createContextualFragment'),
    "CallExpression[callee.object.name='document'][callee.property.name=/^write(ln)?$/]",
  ),
  'no-leaking-sqlite': ban(
    'This leaves plaintext on the disk or fails on an encrypted file: back up by VACUUM INTO only.',
    call('backup'),
    call('serialize'),
    ...text(String.raw`(^|;)\s*ATTACH\s`),
    ...text(String.raw`(^|;)\s*VACUUM\b(?!\s+(main\s+)?INTO)`),
  ),
  'no-tls-off': ban(
    'A certificate that is not checked protects nobody: pin the office\'s own CA instead.',
    "Property[key.name='rejectUnauthorized'][value.value=false]",
    "Property[key.value='rejectUnauthorized'][value.value=false]",
    ...text('NODE_TLS_REJECT_UNAUTHORIZED'),
  ),
  'no-shell-exec': ban(
    'exec hands a string to a shell: use spawn or execFile with a list of arguments.',
    "ImportDeclaration[source.value=/^(node:)?child_process$/] > ImportSpecifier[imported.name=/^exec(Sync)?$/]",
    "CallExpression[callee.object.name=/^(child_process|childProcess|cp)$/][callee.property.name=/^exec(Sync)?$/]",
  ),
  'ipc-in-one-place': ban(
    'Every IPC message passes the sender check of src-main/electron/ipc.ts.',
    "CallExpression[callee.object.name='ipcMain']",
    "CallExpression[callee.property.name=/^(handle|handleOnce)$/][callee.object.property.name='ipcMain']",
  ),
  'window-options-in-one-place': ban(
    'webPreferences stand once, frozen, in src-main/electron/window-options.ts.',
    "Property[key.name='webPreferences']",
  ),
  'no-idle-test': ban(
    'A test that does not run proves nothing, and .only hides the others: delete it or make it run.',
    // Playwright's test.skip(condition, reason) at run time is fine: it says why, on the machine where it holds.
    'CallExpression[callee.property.name=/^(skip|fixme)$/][callee.object.name=/^(it|test|describe|suite)$/]:matches([arguments.length=0], [arguments.0.type=/^(Literal|TemplateLiteral)$/])',
    "CallExpression[callee.property.name=/^(only|todo)$/][callee.object.name=/^(it|test|describe|suite)$/]",
    "CallExpression[callee.property.name=/^(only|skip|fixme)$/][callee.object.property.name=/^(describe|concurrent|sequential)$/]",
    "CallExpression[callee.name=/^(xit|xtest|xdescribe|fit|fdescribe)$/]",
  ),
}
