import type { County } from '../county.ts'
import { backupPlace, declareBackup, type BackupPlace } from '../services/verify/backup-place.ts'

/** What a trial copy prints at the end of its verification, to be copied to the county in force. */
export async function placeSentence(county: County): Promise<string> {
  const place = await backupPlace(county)
  return place ? `\n这份数据到总账第 ${place.position} 批，核对码 ${place.code}。如果这是试恢复出来的备份，请在正式的县局上执行：county backup verified ${place.position} ${place.code}` : ''
}

/** Declares a backup that was verified on trial, and says what became of it. */
export async function declareFromCommandLine(county: County, place: BackupPlace): Promise<{ done: boolean; text: string }> {
  if (await declareBackup(county, place)) return { done: true, text: `已登记：到总账第 ${place.position} 批的备份试恢复过、完好。各所电脑下次同步时得知。` }
  return { done: false, text: `没有登记：本县局的总账第 ${place.position} 批没有核对码 ${place.code}。可能抄错了，或者那份备份不是本县局的、是恢复以前的。请在试恢复的数据上再执行一次 verify，照它打印的抄。` }
}
