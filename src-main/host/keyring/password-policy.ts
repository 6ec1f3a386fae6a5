const SHORTEST = 8

/** The passwords that guessers of this country try first; all at least eight characters, lower case. */
const COMMON = new Set(
  ('12345678 123456789 1234567890 12345678910 87654321 987654321 0123456789 11111111 111111111 00000000 000000000 88888888 888888888 66666666 99999999 22222222 33333333 55555555 77777777 ' +
    '123123123 12341234 12344321 11223344 1122334455 112233445566 147258369 159357456 147852369 789456123 741852963 12121212 123321123 123654789 13145200 5201314520 52013145 1314520520 31415926 ' +
    'password password1 password123 passw0rd p@ssw0rd p@ssword qwertyui qwertyuiop qwerty123 qwer1234 1qaz2wsx 1q2w3e4r 1q2w3e4r5t zaq12wsx qazwsxedc asdfghjk asdfghjkl zxcvbnm123 abcd1234 abc12345 abc123456 abcdefgh a1234567 a12345678 a123456789 ' +
    'aa123456 aa12345678 aaa123456 asd123456 qq123456 qq123456789 woaini520 woaini1314 woaini123 wodemima iloveyou sunshine football baseball superman trustno1 admin123 admin1234 administrator administrator1 admin888 root1234 test1234 user1234 ' +
    'sifasuo123 sifasuo1 sifaju123 lishui123 zhejiang zhejiang1 beijing2008 shequjiaozheng jiaozheng123 welcome1 welcome123 letmein1 changeme changeme1 default1 guest123 computer internet').split(' '),
)

/**
 * What is wrong with a new password, as a half-sentence for people; null when it will do. Length and guessability only:
 * no rules about kinds of characters, which make people write them down.
 */
export function passwordProblem(password: string, owner: { login: string; name: string }): string | null {
  const text = password.normalize('NFKC')
  const plain = text.toLowerCase()
  if ([...text].length < SHORTEST) return `至少要 ${SHORTEST} 个字符`
  if (COMMON.has(plain)) return '这是人人都会先试的常见密码'
  if (new Set(plain).size < 3) return '重复的字符太多'
  for (const own of [owner.login, owner.name]) if (own.length >= 2 && plain.includes(own.toLowerCase())) return '不能含有登录名或姓名'
  return null
}
