import { basename } from 'node:path'
import type { Rule } from 'eslint'

const KEBAB = /^\.?[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9-]+)*\.[cm]?[jt]s$/
const PASCAL = /^[A-Z][A-Za-z0-9]*\.vue$/

export const isGoodFileName = (path: string): boolean => {
  const name = basename(path)
  return name.endsWith('.vue') ? PASCAL.test(name) : KEBAB.test(name)
}

export const fileName: Rule.RuleModule = {
  meta: { type: 'suggestion', schema: [], messages: { name: 'File names are kebab-case.ts or PascalCase.vue.' } },
  create: (context) => ({
    Program(node) {
      if (!isGoodFileName(context.filename)) context.report({ node, messageId: 'name' })
    },
  }),
}
