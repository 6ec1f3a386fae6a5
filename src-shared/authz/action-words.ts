import { keysOf } from '../kernel/keys-of.ts'
import { type Action, matrix } from './matrix.ts'

/** Parts of the page of rights. */
export const areaLabels = { case: '个案', group: '小组和人员', office: '本所管理', device: '同步和设备', county: '县局监管', administration: '县局管理', entrance: '登录' } as const
export type Area = keyof typeof areaLabels
type Words = { readonly area: Area; readonly label: string; /** Why it is so and not wider, or under which article. */ readonly why: string }

const say = (area: Area, label: string, why = ''): Words => ({ area, label, why })

/** Every action of the matrix in words; one without words does not compile. */
export const actionWords: Record<Action, Words> = {
  'setup.create': say('entrance', '首次设置', '还没有账号时才能办'), 'session.open': say('entrance', '登录、锁定'), 'session.own': say('entrance', '管理自己的登录'), 'account.changeOwnPassword': say('entrance', '修改自己的密码'),
  'console.open': say('entrance', '打开监管台'),
  'subject.read': say('case', '查看对象名单', '志愿者只看本人小组对象的姓名、住处和走访提示'), 'subject.readFull': say('case', '查看完整档案', '志愿者不看证件号码、判决和电话'), 'subject.write': say('case', '建立、修改档案', '执法事项由司法所工作人员办理'),
  'sealed.seal': say('case', '封存档案', '《刑事诉讼法》第二百八十六条；由负责人办理'), 'sealed.look': say('case', '依法查询封存档案', '须有法律依据和文书，逐次留痕'),
  'record.read': say('case', '查看记录', '志愿者只看本人写的和点名请他确认的'), 'record.log': say('case', '登记走访、谈话等记录', '志愿者只能登记走访和谈话'), 'record.correct': say('case', '更正记录', '心理内容只由本人更正；志愿者只更正本人所写'), 'record.confirm': say('case', '同行确认', '只能用本人的密码'),
  'record.names': say('case', '查看记录所指的人和事'), 'procedure.read': say('case', '查看审批事项'), 'procedure.write': say('case', '办理审批事项', '执法事项由司法所工作人员办理'), 'procedure.recordForCounty': say('case', '代录县局决定', '没有接入县局时，由负责人凭文书代录'),
  'case.read': say('case', '查看到期事项和建议'), 'form.read': say('case', '查看文书'), 'form.issue': say('case', '出具文书、导出卷宗', '社会工作者不出具文书'), 'file.use': say('case', '添加、查看附件'), 'file.place': say('case', '查看照片的位置和时间', '属位置信息，逐次留痕'),
  'draft.own': say('case', '保存自己的草稿'), 'emergency.open': say('case', '紧急查阅别人承办的档案', '写明事由、限时，负责人和县局都会知道'), 'ledgers.read': say('case', '查看台账'), 'rules.read': say('case', '查看规则依据'),
  'group.read': say('group', '查看矫正小组'), 'group.write': say('group', '编组、打印责任书'), 'person.read': say('group', '查看名册'), 'person.write': say('group', '登记人员'), 'standIn.read': say('group', '查看代理承办'), 'standIn.manage': say('group', '安排代理承办', '由负责人安排，期满自动失效'),
  'account.read': say('office', '查看账号'), 'account.manage': say('office', '管理账号和岗位', '最后一名负责人不能停用'), 'ledger.import': say('office', '导入台账'), 'policy.import': say('office', '导入政策包'), 'backup.manage': say('office', '备份'), 'backup.restore': say('office', '从备份恢复', '要有备份当时的密码'),
  'keys.read': say('office', '查看密钥状态'), 'keys.rotate': say('office', '更换数据密钥'), 'keys.recover': say('office', '忘记密码后恢复', '要有县局的答复和恢复码'), 'audit.read': say('office', '查看日志', '谁看过什么，由负责人查'), 'emergency.read': say('office', '查看紧急查阅和大量查阅提醒'), 'file.sweep': say('office', '清理无主附件'),
  'enrolment.manage': say('device', '接入县局'), 'enrolment.read': say('device', '查看接入状态'), 'sync.read': say('device', '查看同步状态'), 'sync.run': say('device', '同步、处理退回'), 'device.enrol': say('device', '设备接入'), 'device.sync': say('device', '设备收发', '只收发本所的内容'),
  'office.read': say('county', '查看总览和设备'), 'countySubject.read': say('county', '查看全县对象'), 'countySealed.look': say('county', '依法查询封存档案', '须有法律依据和文书，逐次留痕'), 'countyProcedure.read': say('county', '查看审批'), 'countyProcedure.decide': say('county', '审批、决定'),
  'countyRecord.read': say('county', '查看记录'), 'countyRecord.review': say('county', '审核记录'), 'countyRecord.export': say('county', '导出', '写明用途，逐次留痕'), 'countyConflict.read': say('county', '查看冲突'), 'countyConflict.decide': say('county', '裁定冲突'),
  'countyLedger.read': say('county', '查看批次台账'), 'policy.read': say('county', '查看政策设置'), 'courier.exchange': say('county', '离线交换'), 'emergency.readCounty': say('county', '查看紧急查阅和大量查阅提醒'), 'emergency.acknowledge': say('county', '确认已阅紧急查阅'),
  'policy.manage': say('administration', '设定政策'), 'office.manage': say('administration', '管理司法所'), 'device.manage': say('administration', '管理设备'), 'countyUser.manage': say('administration', '管理用户和岗位', '最后一名管理员不能停用；管理员看不到日志'), 'countyAudit.read': say('administration', '查看、核对日志', '管理用户的人和看日志的人分开（三权分立）'),
}

export const allActions = keysOf(matrix)

const operationWords: Readonly<Record<string, string>> = {
  'session.logIn': '登录', 'session.lock': '锁定', 'session.idleLock': '离开过久自动锁定', 'session.setUp': '首次设置', 'console.logIn': '登录', 'console.logOut': '退出', 'audit.proceed': '输入密码后继续查看', 'audit.brake': '查看人数到限额，已停住', 'audit.list': '查看日志', 'audit.verify': '核对日志',
  'subject.get': '查看档案', 'subject.brief': '查看走访信息', 'subject.list': '搜索对象', 'subject.timeline': '查看记录时间线', 'subject.life': '查看案件进程', 'subject.create': '建立档案', 'subject.edit': '修改档案', 'sealed.seal': '封存档案', 'sealed.look': '依法查询封存档案', 'sealed.read': '查看封存档案',
  'record.prepare': '打开记录表单', 'record.get': '查看记录', 'record.list': '查看记录清单', 'record.log': '登记记录', 'record.correct': '更正记录', 'record.confirm': '同行确认', 'record.review': '审核记录', 'record.export': '导出记录', 'draft.save': '保存草稿', 'draft.discard': '放弃草稿',
  'group.get': '查看小组', 'group.save': '保存小组', 'group.printLetter': '打印责任书', 'person.create': '登记人员', 'person.edit': '修改人员', 'procedure.get': '查看审批事项', 'procedure.list': '查看某人的审批事项', 'procedure.begin': '发起审批事项', 'procedure.addStep': '办理审批步骤', 'procedure.recordForCounty': '代录县局决定', 'procedure.withdraw': '撤销审批事项',
  'duty.ofSubject': '查看到期事项', 'form.list': '查看文书清单', 'form.preview': '预览文书', 'form.issue': '出具文书', 'form.bundle': '导出卷宗', 'form.find': '按编号查文书', 'form.cancel': '取消导出', 'ledgers.open': '查看台账', 'ledger.commit': '导入台账', 'ledger.undo': '撤销导入',
  'bytes.begin': '上传附件', 'bytes.append': '上传附件', 'bytes.keep': '保存附件', 'bytes.read': '打开附件', 'bytes.ofSubject': '查看附件清单', 'bytes.place': '查看照片位置', 'bytes.removeOrphan': '清理附件', 'file.open': '打开附件',
  'account.create': '新建账号', 'account.admit': '登记培训和承诺', 'account.setActive': '停用、恢复账号', 'account.setRole': '改变岗位', 'account.resetPassword': '重设密码', 'account.changePassword': '修改自己的密码', 'user.create': '新建用户', 'user.setRole': '改变岗位', 'user.setActive': '停用、恢复用户', 'user.resetPassword': '重设密码',
  'sync.now': '同步', 'sync.close': '处理退回', 'sync.resend': '重新送出', 'sync.answer': '答复县局', 'sync.stuck': '送不动', 'group.leftDirectory': '停用人员离组', 'enrolment.enrol': '接入县局', 'enrolment.changeAddress': '更改县局地址', 'courier.export': '写出交换文件', 'courier.import': '读入交换文件', 'courier.request': '写出接入申请', 'courier.join': '读入接入证书', 'courier.take': '收下交换文件', 'courier.admit': '办理离线接入', 'courier.answer': '写出交换答复',
  'policy.importFile': '导入政策包', 'policy.set': '设定政策', 'office.create': '新建司法所', 'device.createCode': '生成接入码', 'device.revoke': '停用设备', 'device.unfreeze': '解冻设备', 'conflict.get': '查看冲突', 'conflict.decide': '裁定冲突', 'conflict.reopen': '重开冲突',
  'backup.start': '备份', 'backup.restore': '从备份恢复', 'backup.check': '检查备份', 'backup.setFolder': '更改备份位置', 'keys.rotate': '更换数据密钥', 'keys.applyRecovery': '恢复后设新密码', 'keys.requestRecovery': '申请恢复', 'volunteer.takeOver': '收进志愿者写的内容',
  'emergency.open': '紧急查阅', 'emergency.acknowledge': '确认已阅紧急查阅', 'standIn.begin': '安排代理承办', 'standIn.end': '提前结束代理',
}

/** What an operation is called; by its action where it has no words of its own, so that a new one never shows its name. */
export function sayOperation(name: string, action: Action | undefined): string {
  return operationWords[name] ?? (action ? actionWords[action].label : '其他操作')
}
