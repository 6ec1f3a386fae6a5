import type { Rule } from 'eslint'

/** A rule that refuses whatever matches one of its selectors, with one sentence that says why. */
export function ban(message: string, ...selectors: string[]): Rule.RuleModule {
  return {
    meta: { type: 'problem', schema: [], messages: { banned: message } },
    create: (context) =>
      Object.fromEntries(selectors.map((selector) => [selector, (node: Rule.Node) => context.report({ node, messageId: 'banned' })])),
  }
}
