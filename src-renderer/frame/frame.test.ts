import { describe, expect, it } from 'vitest'
import { findActions } from './actions.ts'
import { bannerOf } from './banner.ts'
import { parentOf } from './keys.ts'
import { isUnder, railOf } from './navigation.ts'
import { phaseWords } from './sync-words.ts'

const calm = { hostPresent: true, notices: [], syncProblem: '', dismissed: new Set<string>() }

describe('frame', () => {
  it('[DK9] the rail is empty for a volunteer and whole for staff', () => {
    expect(railOf('volunteer')).toEqual([])
    expect(railOf('officer').map(({ label }) => label)).toEqual(['今日', '对象', '小组', '记录', '审批', '台账', '同步', '规则依据', '设置'])
  })

  it('[DK9] marks the entry under which a page lies', () => {
    expect(isUnder('/subjects/X/visit', '/subjects')).toBe(true)
    expect(isUnder('/people', '/groups')).toBe(true)
    expect(isUnder('/subjects', '/')).toBe(false)
    expect(isUnder('/', '/')).toBe(true)
  })

  it('[DK10] finds actions by Chinese, pinyin and initials', () => {
    expect(findActions('同步', 'officer').map(({ id }) => id)).toEqual(['sync', 'sync.now'])
    expect(findActions('ljtb', 'officer').map(({ id }) => id)).toEqual(['sync.now'])
    expect(findActions('TAIZHANG', 'director').map(({ id }) => id)).toEqual(['ledgers'])
    expect(findActions('吴建国', 'officer')).toEqual([])
  })

  it('[DK11] shows one banner, the most urgent, and not what was put away', () => {
    const all = { hostPresent: false, notices: ['时钟不对'], syncProblem: '连不上', dismissed: new Set<string>() }
    expect(bannerOf(all)?.id).toBe('host')
    expect(bannerOf({ ...all, hostPresent: true })?.text).toBe('时钟不对')
    expect(bannerOf({ ...all, hostPresent: true, dismissed: new Set(['时钟不对']) })?.text).toBe('连不上')
    expect(bannerOf(calm)).toBeNull()
  })

  it('[DK12] the way up from every page', () => {
    expect(['/', '/subjects', '/subjects/X', '/subjects/X/visit', '/records/X/correct'].map(parentOf)).toEqual([null, '/', '/subjects', '/subjects/X', '/records'])
  })

  it('[DK11] names the phase of a sync with its numbers', () => {
    expect(phaseWords({ phase: 'sending', done: 3, of: 12 })).toBe('送出 3/12')
    expect(phaseWords({ phase: 'connecting', done: 0, of: 0 })).toBe('连接')
    expect(phaseWords({ phase: 'idle', done: 0, of: 0 })).toBe('')
  })
})
