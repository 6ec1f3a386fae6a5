/** Chromium speaks to its maker unless told otherwise; no request of ours leaves the machine but the host's to the county. */
export const QUIET_SWITCHES: readonly (readonly [name: string, value?: string])[] = [
  ['disable-background-networking'],
  ['disable-component-update'],
  ['disable-domain-reliability'],
  ['disable-sync'],
  ['disable-quic'],
  ['no-pings'],
  ['dns-prefetch-disable'],
  // WebRTC would otherwise tell a page the machine's addresses.
  ['force-webrtc-ip-handling-policy', 'disable_non_proxied_udp'],
]
