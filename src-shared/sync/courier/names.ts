import type { CourierHeader } from './header.ts'

const ending = '.exchange'
const words = { request: '接入申请', certificate: '接入证书', outbound: '上报', answer: '回执' } as const

/** The name of a file: what it is, office code, its device's last letters, number, day. Nothing about persons. */
export function courierName(header: CourierHeader, day: string): string {
  const office = 'officeId' in header ? `-${header.officeId}` : ''
  const number = 'number' in header ? `-${String(header.number).padStart(4, '0')}` : ''
  return `${words[header.kind]}${office}-${header.deviceId.slice(-5)}${number}-${day.replaceAll('-', '')}${ending}`
}

/** Whether a name can be one of ours: no folders in it, nothing hidden. A system's copy (`… (1)`) is one too. */
export function isCourierName(name: string): boolean {
  return /^[\p{L}\p{N}][\p{L}\p{N} ()（）_-]{0,80}\.exchange$/u.test(name)
}
