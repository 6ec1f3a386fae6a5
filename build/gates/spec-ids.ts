import type { TextFile } from './tracked-files.ts'

// A rule of docs/spec is defined where its id stands in bold brackets: **[V2]**.
const DEFINED = /\*\*\[([A-Z]+-?\d+[a-z]?)\]\*\*/g
// A title is the text of it/test/describe, or a row of it.each that begins with ids and becomes one.
const TITLE = /\b(?:it|test|describe)(?:\.\w+)*\s*(?:\([^)]*\)\s*)?\(\s*(['"`])((?:(?!\1).)*)\1/g
const ROW = /(['"`])((?:\[[A-Z]+-?\d+[a-z]?\] ?)+[^\n]*?)\1/g

/** Rules of docs/spec/*.md without a test whose title carries their id. */
export function findUntestedRules(files: TextFile[]): string[] {
  const titles = files
    .filter(({ path }) => /\.(test|spec)\.ts$/.test(path))
    .flatMap(({ text }) => [...text.matchAll(TITLE), ...text.matchAll(ROW)].map((match) => match[2] ?? ''))
  const tested = new Set(titles.flatMap((title) => [...title.matchAll(/\[([A-Z]+-?\d+[a-z]?)\]/g)].map((match) => match[1])))
  return files
    .filter(({ path }) => /^docs\/spec\/[^/]+\.md$/.test(path))
    .flatMap(({ path, text }) =>
      [...text.matchAll(DEFINED)].filter((match) => !tested.has(match[1])).map((match) => `${path}: rule [${match[1]}] has no test`),
    )
}
