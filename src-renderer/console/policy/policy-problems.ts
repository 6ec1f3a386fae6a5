import { type ManagementLevel, managementLevelLabels } from '#shared/domain/codes.ts'
import { keysOf } from '#shared/kernel/keys-of.ts'
import { Policy, type PolicyInput, policyLabels } from '#shared/rules/index.ts'
import { ageLabels, frequencyLabels } from './policy-fields.ts'

export const levelName = (level: 'firstMonths' | ManagementLevel): string => (level === 'firstMonths' ? '入矫初期' : managementLevelLabels[level])

/** One sentence for each setting that cannot be saved, by its name in the pack. */
export function policyProblems(input: PolicyInput): { name: string; text: string }[] {
  const parsed = Policy.safeParse(input)
  if (parsed.success) return []
  return parsed.error.issues.map((issue) => {
    const [first, ...rest] = issue.path
    const name = keysOf(policyLabels).find((one) => one === first)
    const within = rest.map(partName).filter(Boolean).join(' ')
    return { name: String(first ?? ''), text: `“${name ? policyLabels[name] : '设置'}${within && `：${within}`}”${reasonOf(issue)}` }
  })
}

function reasonOf(issue: { readonly code?: string; readonly minimum?: unknown; readonly maximum?: unknown }): string {
  if (issue.code === 'too_small') return `最小是 ${String(issue.minimum)}，请改。`
  if (issue.code === 'too_big') return `最大是 ${String(issue.maximum)}，请改。`
  return '请填写数字。'
}

function partName(part: PropertyKey): string {
  const name = String(part)
  const level = ['STRICT', 'ORDINARY', 'LENIENT', 'BASIC', 'firstMonths'].includes(name)
  if (level) return levels[name] ?? ''
  return columns[name] ?? (typeof part === 'number' ? `第 ${part + 1} 项` : '')
}

const levels: Readonly<Record<string, string>> = { ...managementLevelLabels, firstMonths: '入矫初期' }
const columns: Readonly<Record<string, string>> = { ...frequencyLabels, ...ageLabels }
