import { refused } from './refused.ts'

/**
 * The records of a CSV text, one by one. A quote that is opened and never closed would swallow the rest of the file in
 * silence, so it refuses the file.
 */
export function* splitCsv(text: string): Generator<string[]> {
  const separator = separatorOf(text)
  let fields: string[] = []
  let at = 0
  while (at < text.length) {
    const [field, next] = text[at] === '"' ? quoted(text, at, separator) : plain(text, at, separator)
    fields.push(field)
    at = next
    if (text[at] === separator) {
      at++
      if (at < text.length) continue
      fields.push('')
    }
    if (text[at] === '\r') at++
    if (text[at] === '\n') at++
    yield fields
    fields = []
  }
}

function plain(text: string, start: number, separator: string): [string, number] {
  let end = start
  while (end < text.length && text[end] !== separator && text[end] !== '\n' && text[end] !== '\r') end++
  return [text.slice(start, end), end]
}

function quoted(text: string, start: number, separator: string): [string, number] {
  let from = start + 1
  let field = ''
  for (;;) {
    const end = text.indexOf('"', from)
    if (end < 0) throw refused('FILE_INCOMPLETE')
    field += text.slice(from, end)
    if (text[end + 1] !== '"') {
      const [rest, next] = plain(text, end + 1, separator)
      return [field + rest, next]
    }
    field += '"'
    from = end + 2
  }
}

// The one that parts the first lines most often; Chinese Excel writes commas, "Unicode text" tabs.
function separatorOf(text: string): string {
  const head = text.slice(0, 4000)
  const count = (separator: string): number => head.split(separator).length
  return [',', '\t', ';'].reduce((best, next) => (count(next) > count(best) ? next : best))
}
