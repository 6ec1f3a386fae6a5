import { commonHere } from '#shared/domain/common-passwords.ts'

const SHORTEST = 8

/**
 * What is wrong with a new password, as a half-sentence for people; null when it will do. Length and guessability only:
 * no rules about kinds of characters, which make people write them down.
 */
export async function passwordProblem(password: string, owner: { login: string; name: string }): Promise<string | null> {
  const text = password.normalize('NFKC')
  const plain = text.toLowerCase()
  if ([...text].length < SHORTEST) return `至少要 ${SHORTEST} 个字符`
  if (await isCommon(plain)) return '这是人人都会先试的常见密码'
  if (new Set(plain).size < 3) return '重复的字符太多'
  for (const own of [owner.login, owner.name]) if (own.length >= 2 && plain.includes(own.toLowerCase())) return '不能含有登录名或姓名'
  return null
}

/** The list of fifty thousand is read when somebody sets a password, and not before. */
async function isCommon(plain: string): Promise<boolean> {
  if (commonHere.has(plain)) return true
  const { dictionary } = await import('@zxcvbn-ts/language-common')
  return dictionary['passwords-common'].includes(plain)
}
