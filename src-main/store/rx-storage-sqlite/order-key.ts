// SQLite compares text by its UTF-8 bytes, JavaScript (and so RxDB's sort and its live queries) by UTF-16
// code units. They differ in one place only: U+E000..U+FFFF come before the supplementary characters in
// UTF-8 and after them in UTF-16. So these get a prefix that is the highest code point there is. A real
// U+10FFFF gets the prefix too, with a tail that sorts before every prefixed character.
const PREFIX = '\u{10FFFF}'
// By code units, which finds the same in well-formed text at less cost: this looks at every key ever read or written.
const NEEDS_PREFIX = /[\uE000-\uFFFF]|\uDBFF\uDFFF/
const EACH = /[\uE000-\uFFFF]|\u{10FFFF}/gu

/** Takes a well-formed string, gives one whose UTF-8 byte order equals the UTF-16 order of the original; injective. */
export function toOrderKey(text: string): string {
  if (!NEEDS_PREFIX.test(text)) return text
  return text.replace(EACH, (char) => (char === PREFIX ? `${PREFIX}\u0001` : PREFIX + char))
}

/** The inverse of toOrderKey. */
export function fromOrderKey(key: string): string {
  if (!key.includes(PREFIX)) return key
  return key.replace(/\u{10FFFF}([^])/gu, (_all, char: string) => (char === '\u0001' ? PREFIX : char))
}
