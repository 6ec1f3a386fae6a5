/** All that a lawyer with test cases needs. */
export const RULES_HELP = `规则引擎：对一个案件文件，按某一天的情况计算义务、提示和建议。不用登录，不打开数据库。

用法
  npm run --silent office -- rules evaluate --file 案件.json --on 2026-11-22
  npm run --silent office -- rules schema

  evaluate   输出一个 JSON：{obligations, groupFindings, caseFindings, leaveRoute, suggestions, counters}
             obligations    应当办理而没有办理的事项：条文、期限（dueOn 顺延后，nominalDueOn 名义）、由谁办理、怎样算出
             groupFindings  矫正小组的组成问题
             caseFindings   已经办理但不合规定的事项
             leaveRoute     案件文件带有 leaveRequest 时：由司法所、县级还是市级批准，两个月累计天数和理由
             suggestions    表扬、训诫、警告等建议，附条款和依据记录；只是建议，由人决定
  schema     输出案件文件的 JSON Schema

退出码：0 算好了，1 案件文件内容不对（原因见 message），2 命令写错了或者文件读不出来（原因见标准错误）。
样例案件在 resources/samples/cases。
`
