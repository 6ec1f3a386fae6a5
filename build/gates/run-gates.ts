import { findMachinePaths } from './machine-paths.ts'
import { findUntestedRules } from './spec-ids.ts'
import { trackedTextFiles } from './tracked-files.ts'

/** What no linter of one file can see: lines and rules across everything that is tracked. */
export async function runGates(root: string): Promise<{ ok: boolean; report: string }> {
  const files = trackedTextFiles(root)
  const findings = [...findMachinePaths(files), ...findUntestedRules(files)]
  return { ok: findings.length === 0, report: findings.join('\n') }
}
