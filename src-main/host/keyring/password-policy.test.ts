import { describe, expect, it } from 'vitest'
import { passwordProblem } from './password-policy.ts'

const owner = { login: 'zhang', name: '张三丰' }

describe('a new password', () => {
  it.each([
    ['短密码', '至少要 8 个字符'],
    ['1234567', '至少要 8 个字符'],
    ['12345678', '这是人人都会先试的常见密码'],
    ['PassW0rd', '这是人人都会先试的常见密码'],
    ['１２３４５６７８', '这是人人都会先试的常见密码'],
    ['Liverpool1', '这是人人都会先试的常见密码'],
    ['aaaaaaaaaa', '重复的字符太多'],
    ['2026Zhang!x', '不能含有登录名或姓名'],
    ['我是张三丰没错的', '不能含有登录名或姓名'],
  ])('[H7] %s is refused', async (password, problem) => expect(await passwordProblem(password, owner)).toBe(problem))

  it.each(['明月几时有把酒问青天', 'correct horse battery staple', 'x7#kQ2!m'])('[H7] %s will do', async (password) => expect(await passwordProblem(password, owner)).toBeNull())
})
