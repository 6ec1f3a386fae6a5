type Comment = { type: string; value: string; loc?: { start: Position; end: Position } | null | undefined }
type Position = { line: number; column: number }

export type CommentBlock = { text: string; isDoc: boolean; loc: { start: Position; end: Position } }

/** Comments as people read them: `//` lines that follow one another are one text. */
export function commentBlocks(comments: readonly Comment[]): CommentBlock[] {
  const blocks: (CommentBlock & { isLine: boolean })[] = []
  for (const { type, value, loc } of comments) {
    if (!loc) continue
    const previous = blocks.at(-1)
    const isLine = type === 'Line'
    const continues =
      isLine && previous?.isLine === true && previous.loc.end.line + 1 === loc.start.line && previous.loc.start.column === loc.start.column
    if (continues) {
      previous.text += `\n${value}`
      previous.loc = { start: previous.loc.start, end: loc.end }
    } else {
      blocks.push({ text: value, isDoc: type === 'Block' && value.startsWith('*'), loc, isLine })
    }
  }
  return blocks
}
