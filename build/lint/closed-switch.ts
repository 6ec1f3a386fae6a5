import type { Rule } from 'eslint'

/** Every switch says what happens to a value nobody thought of: `default: return unreachable(x)`, or an answer. */
export const closedSwitch: Rule.RuleModule = {
  meta: { type: 'problem', schema: [], messages: { open: 'End the switch with `default: unreachable(x)`.' } },
  create: (context) => ({
    SwitchStatement(node) {
      if (!node.cases.some((one) => one.test === null)) context.report({ node, messageId: 'open' })
    },
  }),
}
