import { operationNames } from './operation-names.ts'

/** All that somebody needs who has only this text. */
export const HELP = `司法所命令行：不开窗口，办理同样的业务，遵守同样的权限，留下同样的操作记录。

用法
  npm run --silent office -- <命令> [参数] [选项]

命令
  setup                         首次设置，建立本所管理员
                                需要 --office-name 所名 --name 姓名 --gender 1|2（1 男，2 女）--login 登录名
  call <操作> ['<JSON>']        执行任何一项操作，例如 call subject.list '{"text":"李"}'
  enrol                         接入县局，需要 --address 县局地址 --code 接入码
  sync                          立即与县局同步一次
  courier export <文件夹>       没有网络时：把待送出的内容写成交换文件（封给县局、本机签名），写完读回核对；
                               照片和附件用 --pictures none|small|all 选，装不下的下次再带
  courier import <文件>         导入县局给的回执文件；中途停下的，退出码为 1
  courier request <文件夹>      没有网络的电脑接入县局：写一份接入申请，并给出核对码
  courier join <文件>           导入县局给的接入证书，需要 --code 县局在电话里念的核对码
  import-ledger <文件>          导入台账（.xlsx 或 .csv），按自动识别的列
  export <文件>                 导出全部矫正对象和记录，每行一个 JSON；内容是明文，请妥善保管
  backup <文件夹>               备份到一个新的文件夹：加密的数据库、密钥文件、附件，写完读回核对
  restore <备份文件夹>          从备份恢复，用做备份时有效的账号和密码；现有数据移到旁边，不会覆盖
  recover [备份文件夹]          数据库损坏打不开时：把还读得出的内容、最近完好的备份、待上报批次合在一起重建；
                                没能找回的逐条列出编号，有缺的退出码为 1；原有数据移到旁边，不会覆盖
  policy import <文件>          导入县局发的政策包（政策设定和节假日表，带县局签名）；也可写 holidays import
  rotate-key                    更换数据密钥（人员离开后）；所有窗口会锁定，密码不变
  recovery request <文件>       忘记密码时向县局申请恢复，写出申请文件和核对号，不用登录
  recovery apply <答复文件>     用县局的答复给负责人设新密码，需要 --code 恢复码 --user 登录名
                                --password-stdin（新密码）
  recovery adopt <备份文件夹>   旧电脑坏了、密码也都忘了：在还没有数据的新电脑上先放好备份（不打开），
                                再做 request 和 apply；全过程见 docs/guide/恢复演练.md
  diagnose [文件]               诊断：版本、数量、同步状态、最近的故障代码、数据库和备份、时钟；没有任何人的信息，可以交给县局
  verify                        检查数据库、操作记录链、批次和回执
  rules evaluate|schema         用规则引擎核对一个案件文件，不用登录；详见 rules --help

选项
  --user 登录名                 以谁的身份；除 setup 和少数操作外都要
  --password-stdin              从标准输入读密码（第一行），不会出现在命令历史里
  --data 目录                   数据目录；也可用环境变量 JUDICIAL_OFFICE_DATA
  --help                        显示这段说明

输出
  标准输出只有一个 JSON：办成 {"ok":true,"value":…}；未办成 {"ok":false,"error":{"code","params"},"message"}。
  退出码：0 办成，1 没有办成（原因见 message），2 命令写错了（原因见标准错误）。

操作（字段写错时，回答会指出是哪一项）
${operationLines()}

例子
  echo "$密码" | npm run --silent office -- call subject.list '{}' --user zhang --password-stdin
  echo "$密码" | npm run --silent office -- backup 备份 --user zhang --password-stdin
`

function operationLines(): string {
  const slices = Map.groupBy(operationNames(), (name) => name.split('.')[0])
  return [...slices.values()].map((names) => `  ${names.join('  ')}`).join('\n')
}
