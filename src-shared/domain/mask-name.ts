/** A name of which only the first character stays, for lists that say about whom without saying whom. */
export function maskName(name: string): string {
  const [first = '', ...rest] = [...name.trim()]
  return first + '*'.repeat(Math.max(rest.length, first === '' ? 0 : 1))
}
