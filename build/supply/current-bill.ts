import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { ROOT } from '../project-root.ts'
import { billOfMaterials } from './bill.ts'
import { lockedPackages } from './lockfile.ts'

export const BILL = join(ROOT, 'docs', 'sbom.cdx.json')

/** The text that `docs/sbom.cdx.json` must have for the present lockfile. */
export function currentBill(): string {
  const product = z.object({ name: z.string(), version: z.string() }).parse(JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')))
  return `${JSON.stringify(billOfMaterials(product, lockedPackages()), null, 1)}\n`
}
