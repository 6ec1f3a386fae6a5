/** The passwords that guessers of this country try first; all at least eight characters, lower case. */
export const commonHere: ReadonlySet<string> = new Set(
  ('12345678 123456789 1234567890 12345678910 87654321 987654321 0123456789 11111111 111111111 00000000 000000000 88888888 888888888 66666666 99999999 22222222 33333333 55555555 77777777 ' +
    '123123123 12341234 12344321 11223344 1122334455 112233445566 147258369 159357456 147852369 789456123 741852963 12121212 123321123 123654789 13145200 5201314520 52013145 1314520520 31415926 ' +
    'password password1 password123 passw0rd p@ssw0rd p@ssword qwertyui qwertyuiop qwerty123 qwer1234 1qaz2wsx 1q2w3e4r 1q2w3e4r5t zaq12wsx qazwsxedc asdfghjk asdfghjkl zxcvbnm123 abcd1234 abc12345 abc123456 abcdefgh a1234567 a12345678 a123456789 ' +
    'aa123456 aa12345678 aaa123456 asd123456 qq123456 qq123456789 woaini520 woaini1314 woaini123 wodemima iloveyou sunshine football baseball superman trustno1 admin123 admin1234 administrator administrator1 admin888 root1234 test1234 user1234 ' +
    'sifasuo123 sifasuo1 sifaju123 lishui123 zhejiang zhejiang1 beijing2008 shequjiaozheng jiaozheng123 welcome1 welcome123 letmein1 changeme changeme1 default1 guest123 computer internet').split(' '),
)

