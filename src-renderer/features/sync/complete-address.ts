/** The address as typed, with what people leave out: `10.8.0.2:8443` -> `https://10.8.0.2:8443`; this machine itself speaks http. */
export function completeAddress(typed: string): string {
  const text = typed.trim().replace(/\/+$/, '')
  if (/^https?:\/\//i.test(text)) return text
  return /^(127\.0\.0\.1|localhost)(:|$)/.test(text) ? `http://${text}` : `https://${text}`
}
