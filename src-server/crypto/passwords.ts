import { hash, verify } from '@node-rs/argon2'
import { commonHere } from '#shared/domain/common-passwords.ts'

/** Argon2id (the package's default) with 64 MiB and three passes: RFC 9106's second choice on one lane. */
const cost = { memoryCost: 65_536, timeCost: 3, parallelism: 1 }

/** The form in which a password is kept. */
export async function hashPassword(password: string): Promise<string> {
  return hash(password.normalize('NFC'), cost)
}

/** Whether the password is the one behind this hash. Without a hash the same work is done and the answer is no. */
export async function isPassword(password: string, hashed: string | null): Promise<boolean> {
  // A log-in that does not exist must take as long as one that does.
  decoy ??= hashPassword('没有人使用的口令')
  const right = await verify(hashed ?? (await decoy), password.normalize('NFC'))
  return hashed !== null && right
}

let decoy: Promise<string> | undefined

/** Why a password is too weak, as half a sentence, or null. */
export async function passwordProblem(password: string, login: string): Promise<string | null> {
  const plain = password.normalize('NFKC').toLowerCase()
  if ([...password].length < 10) return '至少要 10 个字符'
  if (new Set(password).size < 5) return '不同的字符太少'
  if (plain.includes(login.toLowerCase())) return '不能包含登录名'
  if (commonHere.has(plain)) return common
  // Fifty thousand, read when somebody sets a password and not before.
  const { dictionary } = await import('@zxcvbn-ts/language-common')
  return dictionary['passwords-common'].includes(plain) ? common : null
}

const common = '这是人人都会先试的常见密码'
