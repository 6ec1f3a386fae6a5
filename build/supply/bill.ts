import { createHash } from 'node:crypto'
import type { LockedPackage } from './lockfile.ts'

type Component = {
  type: 'library'; 'bom-ref': string; group?: string; name: string; version: string; purl: string; scope: 'required' | 'optional'
  licenses: { expression: string }[]; hashes: { alg: string; content: string }[]
}

/**
 * The bill of materials in CycloneDX 1.6 of what is delivered: every package of the lockfile that is not for building or
 * testing alone. It says the same for the same lockfile, so it carries no time, and its number is made of its content.
 */
export function billOfMaterials(product: { name: string; version: string }, packages: LockedPackage[]): object {
  const components = new Map(packages.filter((each) => !each.dev && !each.devOptional && !each.link).map((each) => {
    const component = asComponent(each)
    return [component['bom-ref'], component] as const
  }))
  const sorted = [...components.values()].toSorted((a, b) => (a['bom-ref'] < b['bom-ref'] ? -1 : 1))
  return {
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    serialNumber: `urn:uuid:${asUuid(JSON.stringify(sorted))}`,
    version: 1,
    metadata: { component: { type: 'application', 'bom-ref': product.name, name: product.name, version: product.version } },
    components: sorted,
  }
}

function asComponent({ name, version = '', license, integrity = '', optional }: LockedPackage): Component {
  const [group, own] = name.startsWith('@') ? name.split('/') : [undefined, name]
  const purl = `pkg:npm/${encodeURIComponent(group ?? '')}${group ? '/' : ''}${own}@${version}`
  return {
    type: 'library', 'bom-ref': purl, ...(group && { group }), name: own ?? name, version, purl,
    scope: optional ? 'optional' : 'required',
    licenses: license ? [{ expression: license }] : [],
    hashes: integrity.split(' ').filter((each) => each.startsWith('sha512-')).map((each) => ({ alg: 'SHA-512', content: Buffer.from(each.slice(7), 'base64').toString('hex') })),
  }
}

function asUuid(text: string): string {
  const hex = createHash('sha256').update(text).digest('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-5${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}
