// `npm run sbom`: writes the bill of materials of what is delivered, from the lockfile.
import { writeFileSync } from 'node:fs'
import { BILL, currentBill } from './supply/current-bill.ts'

writeFileSync(BILL, currentBill())
console.log('docs/sbom.cdx.json')
