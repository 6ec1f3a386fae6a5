import { pinyin } from 'pinyin-pro'

/** What one person can be found by. `spellings` holds every reading, each behind a line feed, so that one includes() asks them all. */
// `spelled` is for ordering.
export type SearchKeys = { readonly names: string; readonly spelled: string; readonly spellings: string; readonly idNo: string; readonly subjectNo: string; readonly phone: string }

/** A given name of odd characters must not explode: past this, rarer readings are left out. */
const MOST_SPELLINGS = 24
const BREAK = '\n'
const readings = new Map<string, readonly string[]>()

/** Folds case, full-width forms and the ü that keyboards type as v. */
function fold(text: string): string {
  return text.normalize('NFKC').toLowerCase().replaceAll('ü', 'v').trim()
}

/** Takes what the file says of a person; gives the keys that matches() asks. */
export function toSearchKeys(person: { name: string; formerName: string; idNo: string; subjectNo: string; phone: string }): SearchKeys {
  const names = [person.name, person.formerName].filter(Boolean).map(fold)
  return {
    names: names.join(BREAK),
    spelled: mainSpellingOf(person.name),
    spellings: BREAK + names.flatMap(spellingsOf).join(BREAK) + BREAK,
    idNo: fold(person.idNo),
    subjectNo: fold(person.subjectNo),
    phone: person.phone.replace(/\D/g, ''),
  }
}

/** Whether every word of `words` (folded, see wordsOf) is found: in a name, at the head of a spelling, at the tail of the ID number, in number or phone. */
export function matches(keys: SearchKeys, words: readonly string[]): boolean {
  return words.every(
    (word) =>
      keys.names.includes(word) ||
      keys.spellings.includes(BREAK + word) ||
      keys.idNo.endsWith(word) ||
      keys.subjectNo.includes(word) ||
      (keys.phone.includes(word) && /^\d{3,}$/.test(word)),
  )
}

/** The folded words of what somebody typed. */
export function wordsOf(text: string): string[] {
  return fold(text).split(/\s+/).filter(Boolean)
}

// Every way a name may be typed, from its first character and from each later one: in full, by initials, and the
// surname in full with initials behind it.
function spellingsOf(name: string): string[] {
  const characters = [...name].filter((character) => /[\p{L}\p{N}]/u.test(character))
  const surname = pinyin(name, { mode: 'surname', toneType: 'none', type: 'array', v: true })
  const perCharacter = characters.map((character, i) => [...new Set([fold(surname[i] ?? ''), ...readingsOf(character)])].filter(Boolean))
  const spelled = new Set<string>()
  for (let from = 0; from < perCharacter.length; from++)
    for (const syllables of combine(perCharacter.slice(from))) {
      const initials = syllables.map((syllable) => syllable.slice(0, 1))
      spelled.add(syllables.join('')).add(initials.join(''))
      spelled.add((syllables[0] ?? '') + initials.slice(1).join(''))
    }
  return [...spelled]
}

// The likeliest reading, syllable by syllable, then the characters themselves: the order of a Chinese list.
function mainSpellingOf(name: string): string {
  return `${pinyin(name, { toneType: 'num', type: 'array', surname: 'head' }).join(' ')} ${name}`
}

function readingsOf(character: string): readonly string[] {
  const known = readings.get(character)
  if (known) return known
  const found = pinyin(character, { multiple: true, toneType: 'none', type: 'array', v: true }).map(fold)
  readings.set(character, found)
  return found
}

function combine(choices: readonly (readonly string[])[]): string[][] {
  let combined: string[][] = [[]]
  for (const choice of choices) combined = combined.flatMap((head) => choice.map((syllable) => [...head, syllable])).slice(0, MOST_SPELLINGS)
  return combined
}
