import { defaultPort } from './options.ts'

export const help = `县局服务器：接收各司法所送来的签名批次，出具回执，提供县局监管台。

用法：npm run county -- [命令] [选项]

命令
  （不写）                     启动服务器，打印 county: 地址，按 Ctrl-C 停止
  init --name 县局名称 --login 登录名 --password-stdin
                               首次使用：建立县局和第一名管理员，密码从标准输入读（至少 10 个字符）
                               例：printf '%s' '密码' | npm run county -- init --name 莲都区 --login admin --password-stdin
                               可加 --person 姓名
  office add 编码 名称         增加司法所，编码 9 位数字（6 位行政区划代码加 3 位所编号）
  office merge 编码 新编码 --reason 依据
                               把一个司法所并入另一个：对象、人员、记录、电脑都归新所，不能拆回
  code 编码                    给该所的一台电脑生成一次性接入码（72 小时内有效，只显示这一次）
  holidays set 年表.json --login 管理员 --reason 依据
                               发布一年的节假日表（格式同 resources/holidays），签名后随政策包到各所
  policy-pack --out 文件       把现行的政策包（政策设定和节假日表）写成签名文件，给不联网的司法所导入
  courier import 上报文件 [--out 优盘文件夹]
                               导入司法所带来的交换文件；写明 --out 时随即写出回执
  courier export 设备编号 --out 优盘文件夹
                               再写一份回执（丢了、坏了时）
  courier admit 申请文件 --office 编码 --label 电脑名称 --check 核对码 --out 优盘文件夹
                               办理没有网络的电脑的接入申请，写出接入证书，并给出县局核对码
  recovery-key --out 新文件夹  建立县局恢复密钥，分成三份，任意两份能恢复；公钥随同步到各所
  recovery open --request 申请文件 --share 份额文件 --share 份额文件 --check 核对号
                --reason 事由 --holders 两位保管人 --out 答复文件
                               打开司法所的恢复申请，打印恢复码（见 docs/guide/恢复演练.md）
  verify                       核对总账：每一批的哈希、签名、前后相接、回执签名；有问题时指出第一处位置；
                               最后打印总账位置和核对码
  backup verified 位置 核对码  登记一份试恢复过、核对完好的备份（位置和核对码照 verify 在试恢复的数据上打印的抄）

选项
  --port 端口                  默认 ${defaultPort}，0 表示任选空闲端口
  --host 地址                  默认 127.0.0.1，只有本机能访问；对外服务请放在有 TLS 的反向代理后面
  --data 目录                  数据目录，也可用环境变量 COUNTY_DATA；默认 data/county
  --help                       本说明

环境变量
  COUNTY_DATA                  数据目录：县局签名密钥 county-key.pem 和自带的 PostgreSQL；备份时整个目录一起备
  DATABASE_URL                 使用已有的 PostgreSQL；不设则用自带的一份

服务器运行时也可以另开窗口执行其他命令。退出码：0 成功，1 被拒绝或有问题，2 用法不对。
`
