import type { County } from '../../county.ts'

const life = 10 * 60_000

/** Leave to read one content for ten minutes, for one session; no process keeps anything of it. */
export function writeTicket(county: County, { contentId, user }: { contentId: number; user: string }): string {
  const text = `${contentId}.${county.now() + life}`
  return `${text}.${county.seal.files.mark(`${text}.${user}`)}`
}

/** The content that a ticket of this session stands for; null when it is none, another's or too old. */
export function readTicket(county: County, ticket: string, user: string): number | null {
  const match = /^(\d{1,15})\.(\d{1,15})\.([\w-]{43})$/.exec(ticket)
  if (!match?.[1] || !match[2] || !match[3]) return null
  if (!county.seal.files.isMark(`${match[1]}.${match[2]}.${user}`, match[3])) return null
  return Number(match[2]) > county.now() ? Number(match[1]) : null
}
