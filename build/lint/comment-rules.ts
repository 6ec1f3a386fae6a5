import type { Rule } from 'eslint'
import { looksLikeCode } from './looks-like-code.ts'
import { type CommentBlock, commentBlocks } from './comment-blocks.ts'

const aboutComments = (message: string, isBad: (block: CommentBlock) => boolean): Rule.RuleModule => ({
  meta: { type: 'suggestion', schema: [], messages: { comment: message } },
  create: (context) => ({
    Program() {
      for (const block of commentBlocks(context.sourceCode.getAllComments())) {
        if (isBad(block)) context.report({ loc: block.loc, messageId: 'comment' })
      }
    },
  }),
})

const DIRECTIVE = /^\s*eslint-(disable|enable)/

export const commentRules: Record<string, Rule.RuleModule> = {
  'no-commented-code': aboutComments(
    'Code in a comment: delete it, git remembers.',
    ({ text, isDoc }) => !isDoc && looksLikeCode(text),
  ),
  'todo-names-issue': aboutComments(
    'A TODO without an issue is never done: write TODO(#12).',
    ({ text }) => /\b(TODO|FIXME|XXX|HACK)\b(?!\(#\d+\))/.test(text),
  ),
  'explained-disable': aboutComments(
    'Say why the rule does not hold here: `eslint-disable-next-line rule -- reason`.',
    ({ text }) => DIRECTIVE.test(text) && !/ -- \S/.test(text),
  ),
  'no-ts-ignore': aboutComments(
    '@ts-ignore hides every error to come: use @ts-expect-error with a reason, or fix the type.',
    ({ text }) => /@ts-(ignore|nocheck)\b/.test(text) || /@ts-expect-error\s*$/.test(text),
  ),
}
