/** What stands on paper, in order. Three printers read it: the page on A4, the .docx, the .pdf; so all three say the same. */
export type Block =
  | { readonly kind: 'title'; readonly text: string }
  | { readonly kind: 'heading'; readonly text: string }
  /** A paragraph; indented by two characters unless it is a line of its own. */
  | { readonly kind: 'text'; readonly text: string; readonly align: 'left' | 'right' | 'center'; readonly indent: boolean }
  /** Rows of label and value; a row holds one, two or three pairs. */
  | { readonly kind: 'facts'; readonly rows: readonly (readonly Pair[])[] }
  | { readonly kind: 'table'; readonly head: readonly string[]; readonly rows: readonly (readonly string[])[] }
  /** Places to sign: never alone at the top of a page. */
  | { readonly kind: 'signatures'; readonly lines: readonly string[] }
  /** Where the seal goes, and the day beneath it. */
  | { readonly kind: 'seal'; readonly organ: string; readonly on: string }
export type Pair = { readonly label: string; readonly value: string; /** Lines that stay free for handwriting. */ readonly lines: number }

/** A document ready for paper. */
export type Sheet = {
  readonly formId: string
  readonly title: string
  /** Version of the template that made it. */
  readonly version: number
  /** The organ in the red head; empty for the office's own working papers. */
  readonly redHead: string
  /** 字号; empty until the document is issued. */
  readonly serial: string
  /** Leads back to the record of issue: printed as a small code. */
  readonly code: string
  readonly copies: number
  readonly blocks: readonly Block[]
}

export const title = (text: string): Block => ({ kind: 'title', text })
export const heading = (text: string): Block => ({ kind: 'heading', text })
export const paragraph = (text: string): Block => ({ kind: 'text', text, align: 'left', indent: true })
export const lineOf = (text: string, align: 'left' | 'right' | 'center' = 'left'): Block => ({ kind: 'text', text, align, indent: false })
export const facts = (...rows: readonly (readonly Pair[])[]): Block => ({ kind: 'facts', rows })
export const pair = (label: string, value: string | null | undefined, lines = 1): Pair => ({ label, value: value ?? '', lines })
export const table = (head: readonly string[], rows: readonly (readonly string[])[]): Block => ({ kind: 'table', head, rows })
export const signatures = (...lines: readonly string[]): Block => ({ kind: 'signatures', lines })
export const seal = (organ: string, on: string): Block => ({ kind: 'seal', organ, on })

/** 2026年11月22日; blanks to be filled by hand while there is no day. */
export function paperDate(on: string | null): string {
  return on ? `${Number(on.slice(0, 4))}年${Number(on.slice(5, 7))}月${Number(on.slice(8, 10))}日` : '　　　　年　　月　　日'
}
