import ts from 'typescript'

/**
 * Whether a comment's text is program text: it parses without error, and does something that prose which happens to
 * parse (`never`, `(sic)`, `note: that`) does not.
 */
export function looksLikeCode(text: string): boolean {
  return wholeOrTail(text).some((candidate) => parsesAsAct(candidate))
}

// A sentence may introduce the dead code: "was before: \n const a = 1".
function wholeOrTail(text: string): string[] {
  const [, ...tail] = text.split('\n')
  return tail.length > 0 ? [text, tail.join('\n')] : [text]
}

function parsesAsAct(text: string): boolean {
  if (!/[=(){}[\]]|^\s*(import|export|return|throw)\b/m.test(text)) return false
  const file = ts.createSourceFile('comment.ts', text, ts.ScriptTarget.ESNext, false)
  const { parseDiagnostics } = file as ts.SourceFile & { parseDiagnostics: readonly ts.Diagnostic[] }
  return parseDiagnostics.length === 0 && file.statements.some(isAct)
}

function isAct(statement: ts.Statement): boolean {
  if (ts.isExpressionStatement(statement)) return isActing(statement.expression)
  return ![ts.SyntaxKind.LabeledStatement, ts.SyntaxKind.EmptyStatement, ts.SyntaxKind.Block].includes(statement.kind)
}

function isActing(expression: ts.Expression): boolean {
  if (ts.isAwaitExpression(expression) || ts.isCallExpression(expression)) return true
  return ts.isBinaryExpression(expression) && expression.operatorToken.kind === ts.SyntaxKind.EqualsToken
}
