import { readSpreadsheet } from './read-spreadsheet.ts'
import { Refused } from './refused.ts'

/** What the reader says, a line of JSON each: first the head or the refusal, then every row, then the end. */
export async function* reportLines(bytes: Buffer): AsyncGenerator<string> {
  try {
    const { rows, encoding, notices } = await readSpreadsheet(bytes)
    yield JSON.stringify({ is: 'head', encoding, notices })
    for (const row of rows) yield JSON.stringify({ is: 'row', ...row })
    yield JSON.stringify({ is: 'end', rows: rows.length })
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    yield JSON.stringify({ is: 'refused', code: error.code, params: error.params })
  }
}
