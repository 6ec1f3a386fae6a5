/**
 * The one catalogue of refusals: code, parameters and the sentence that a person reads.
 * A sentence says what happened, then what to do; no code, no English, no blame.
 * Parameters never hold personal data beyond what the reader of the screen already sees.
 */
type None = Record<never, never>

export const errorCatalogue = {
  // Every operation may answer these; dispatch adds them (contract/define.ts).
  INVALID_INPUT: (p: { field?: string; problem?: string }) =>
    `填写的内容有误${p.field ? `（${p.field}${p.problem ? `：${p.problem}` : ''}）` : ''}，请改正后再提交。`,
  NOT_SIGNED_IN: (_: None) => '还没有登录，或已经锁定。请先登录；没有提交的内容已存为草稿。',
  NOT_ALLOWED: (_: None) => '您的岗位没有这项权限。需要办理时，请由有权限的同事登录后操作。',
  NOT_AVAILABLE: (_: None) => '找不到这项内容，或不在您的工作范围内。请返回列表核对。',
  UNKNOWN_OPERATION: (_: None) => '程序版本不一致，无法执行这项操作。请关闭后重新打开程序。',
  TOO_LARGE: (_: None) => '一次传送的内容太大，没有接收。请减少内容后重试。',
  HOST_GONE: (_: None) => '程序没有回应，这一步没有完成，已保存的内容都在。请稍等，恢复后再试一次。',
  INTERNAL: (_: None) => '程序出了意外，这一步没有完成，已保存的数据不受影响。请重试；仍不行时把编号告诉县局管理员。',

  // Set-up, log-in, keys
  ALREADY_SET_UP: (_: None) => '本机已经完成首次设置，请直接登录。',
  NOT_SET_UP: (_: None) => '本机还没有首次设置，请先建立本所管理员。',
  WRONG_PASSWORD: (_: None) => '账号或密码不对。请核对后重新输入，注意大小写。',
  TRY_LATER: (p: { seconds: number }) => `密码连续输错，请等 ${p.seconds} 秒后再试。`,
  ACCOUNT_DISABLED: (_: None) => '这个账号已停用。如需恢复，请联系本所负责人。',
  VOLUNTEER_NOT_READY: (_: None) => '您的账号还没有办好：要先培训、签保密承诺书，由司法所负责人登记。已经登记的，请司法所工作人员先登录一次，您再登录。',
  PASSWORD_TOO_WEAK: (p: { problem: string }) => `密码不符合要求：${p.problem}。请换一个。`,
  LOGIN_TAKEN: (_: None) => '这个登录名已经有人使用，请换一个。',
  LAST_DIRECTOR: (_: None) => '本所至少要保留一名可登录的负责人，不能停用最后一名。',
  KEY_SLOTS_OLD: (p: { names: string }) => `升级后还没有登录过的账号：${p.names}。请他们各登录一次，或重设他们的密码（停用的账号先恢复），再更换数据密钥。`,
  RECOVERY_NOT_READY: (_: None) => '本机还没有收到县局的恢复公钥，不能申请恢复。请其他负责人登录后重设密码，或用备份恢复。',
  RECOVERY_FILE_UNREADABLE: (_: None) => '这不是县局的恢复答复文件，或文件不完整。请重新拷贝后再试。',
  RECOVERY_FILE_FOREIGN: (_: None) => '这份答复不是给本机最近一次申请的，没有采用。请核对文件，或重新申请。',
  RECOVERY_CODE_WRONG: (_: None) => '恢复码不对，没有打开。请与县局电话核对后重新输入。',
  RECOVERY_NOT_DIRECTOR: (p: { logins: string }) => `只能为在用的负责人账号设新密码。本所负责人的登录名：${p.logins || '没有'}。`,
  RECOVERY_CHECK_DIFFERS: (p: { number: string }) => `核对号不一致，没有打开。这份申请的核对号是 ${p.number}，请与司法所电话核对：不一致时申请可能被人换过。`,
  RECOVERY_KEY_FOREIGN: (_: None) => '这份申请不是用这把恢复密钥封的。请核对是哪一次做的份额，或用当时的那几份。',
  SHARE_UNREADABLE: (p: { file: string }) => `份额“${p.file}”读不出来或抄错了字，请对照原件逐组核对。`,
  SHARE_SAME: (_: None) => '两次给的是同一份份额。恢复要用两份不同的份额，请再找一位保管人。',
  SHARE_FOREIGN: (_: None) => '这两份份额不是同一把恢复密钥的，合不起来。请核对份额上的编号。',
  SHARE_SINGLE: (_: None) => '只有一份份额，打不开任何东西。恢复要用三份中的任意两份。',
  KEYRING_DAMAGED: (_: None) => '密钥文件读不出来，数据没有改动。请不要删除任何文件，联系县局管理员用备份恢复。',

  // Data directory and store
  DATA_IN_USE: (_: None) => '这份数据正被本机另一个程序窗口使用。请关闭那个窗口后再打开。',
  PORT_IN_USE: (p: { port: number }) => `端口 ${p.port} 已被别的程序占用。请关闭那个程序，或换一个端口再启动。`,
  START_DISK_FULL: (_: None) => '磁盘已满，程序没有启动，原有数据完好。请清理磁盘空间后再启动。',
  START_UNWRITABLE: (p: { folder: string }) => `数据目录“${p.folder}”不能写入，程序没有启动，原有数据没有改动。请检查磁盘和权限，或换一个数据目录再启动。`,
  START_NO_FOLDER: (p: { folder: string }) => `“${p.folder}”不能用作数据目录（那里是文件，或建不了文件夹），程序没有启动。请换一个数据目录再启动。`,
  DISK_FULL: (_: None) => '磁盘已满，这一条没有保存，原有数据完好。请清理磁盘空间后再保存。',
  DISK_READ_ONLY: (_: None) => '磁盘不能写入，这一条没有保存，原有数据完好。请检查磁盘或权限后重试。',
  DATABASE_DAMAGED: (_: None) => '数据库文件有损坏，程序已停止写入。请不要删除任何文件，联系县局管理员，用 recover 命令修复或用备份恢复。',
  DATABASE_NEWER: (_: None) => '这份数据由更新版本的程序写成，本版本不能打开。请升级程序。',
  BACKUP_RUNNING: (_: None) => '正在备份或检查，请等它完成，或先取消。',
  BACKUP_CANCELLED: (_: None) => '备份已取消，没有留下不完整的备份，原有的备份都在。',
  BACKUP_FOLDER_UNUSABLE: (_: None) => '这个文件夹打不开或不能写入，没有备份。请写完整路径，确认优盘已插好，再试一次。',
  NOT_A_BACKUP: (_: None) => '这个位置没有备份。请选名字以 office-backup 开头的那个文件夹。',
  BACKUP_NEWER: (_: None) => '这份备份由更新版本的程序做成，本版本不能打开。请升级程序。',
  BACKUP_DAMAGED: (p: { part: string }) => `这份备份不完整或被改动过（${p.part}），没有采用。请换另一份备份。`,
  BACKUP_BEHIND: (p: { madeAt: string; batches: number }) =>
    `本机数据是从 ${p.madeAt} 的备份恢复的，县局在那以后还收到过本机 ${p.batches} 批内容，备份里没有。已暂停与县局同步，请先不要补录，联系县局核对；本机数据都还在。`,
  BACKUP_DISK_FULL: (_: None) => '放备份的磁盘已满，这次没有备份成，没有留下不完整的备份，原有的备份都在。请清理磁盘或换一个文件夹，再点“立即备份”。',
  RESTORE_CANCELLED: (_: None) => '恢复已取消，本机原有数据没有变动。',
  RESTORE_DISK_FULL: (_: None) => '磁盘空间不够放下恢复出来的数据，没有恢复，本机原有数据没有变动。请清理磁盘空间后再恢复。',
  RESTORE_UNREADABLE: (_: None) => '读备份时中断（优盘可能被拔出），没有恢复，本机原有数据没有变动。请插好优盘再试一次。',
  RESTORE_WHILE_OPEN: (_: None) => '还有人在本机登录，不能恢复。请先让所有窗口锁定或退出，再恢复。',
  CLOCK_BACKWARDS: (p: { last: string }) =>
    `本机时钟比上一条记录（${p.last}）还早，请先在系统设置里校准日期时间。记录仍可保存，但会标明时钟异常。`,

  // Subjects, groups, records
  FORM_UNKNOWN: (_: None) => '没有这种文书，或者它所依据的记录已经更正。请返回文书列表重新选择。',
  JOB_RUNNING: (_: None) => '正在生成另一份卷宗，请等它完成，或者先取消。',
  SUBJECT_CLOSED: (p: { name: string }) => `${p.name} 已解除或终止矫正，不能再登记新的记录。`,
  RECORD_IN_FUTURE: (_: None) => '发生时间晚于现在，请核对日期和时间。',
  RECORD_BEFORE_TERM: (p: { termStart: string }) => `发生时间早于矫正开始日期 ${p.termStart}，请核对。`,
  NOTHING_RECORDED: (_: None) => '还没有写走访发现，也没有选任何情况。请至少填写一项。',
  ALREADY_LOGGED: (_: None) => '这份草稿已经提交成记录，后来的改动没有保存。请打开那条记录，用“更正”写下改动。',
  ALREADY_CORRECTED: (_: None) => '这条记录已经更正过。请打开最新的更正记录，再对它更正。',
  ALREADY_CONFIRMED: (_: None) => '这位同行人已经确认过了。',
  NOT_A_PARTICIPANT: (_: None) => '只有记录中列名的同行人本人才能确认。',
  GROUP_HAS_HARD_FINDINGS: (p: { count: number }) => `矫正小组还有 ${p.count} 项必须解决的问题，不能定组。请按提示补齐后再定组。`,
  STEP_NOT_OPEN: (p: { reason: string }) => `这一步现在不能办：${p.reason}。请刷新后核对办理进度。`,
  PROCEDURE_BARRED: (p: { reason: string }) => `现在不能办理：${p.reason.replace(/。$/, '')}。`,
  SUBJECT_NO_TAKEN: (_: None) => '已有相同编号的矫正对象，请核对编号。',
  POLICY_FILE_UNREADABLE: (_: None) => '这不是县局的政策包文件，或者没有拷贝完整，没有导入。请向县局重新要一份。',
  POLICY_FOREIGN: (_: None) => '这份政策包是别的县局签发的，没有导入。请核对文件是不是本县局给的。',
  POLICY_ALTERED: (_: None) => '这份政策包和县局的签名核对不上，可能被改动过或者损坏，没有导入。请向县局重新要一份，并把这件事告诉县局。',
  POLICY_OLDER: (p: { number: number; current: number }) => `这是第 ${p.number} 版政策包，本机已经在用第 ${p.current} 版，旧的没有导入。请用最新的文件。`,
  POLICY_FORM_NEWER: (_: None) => '这份政策包是新版程序做的，本机程序读不懂，没有导入。请先升级程序，现有设定照旧有效。',
  STALE_EDIT: (_: None) => '这份档案刚刚被别人改过，您的修改没有保存。请查看最新内容后重新修改。',

  // Ledger import and files
  FILE_NOT_SPREADSHEET: (_: None) => '这个文件不是表格。请选择 .xlsx 或 .csv 格式的台账文件。',
  FILE_OLD_FORMAT: (_: None) => '这种格式的表格（.xls、.et、.ods 或网页另存的表格）不能直接读。请用表格软件打开它，另存为 .xlsx 再导入。',
  FILE_LOCKED: (_: None) => '这个文件设了打开密码，看不到内容。请用表格软件打开它，去掉密码另存为 .xlsx 再导入。',
  FILE_INCOMPLETE: (_: None) => '这个文件不完整或已损坏，读不出来。请回到原来的电脑重新拷贝一份再导入。',
  FILE_EMPTY: (_: None) => '表格里没有数据。请确认第一张工作表有标题行和内容。',
  FILE_TOO_MANY_ROWS: (p: { rows: number; limit: number }) =>
    `表格有 ${p.rows} 行，超过一次可导入的 ${p.limit} 行。请分成几个文件分别导入。`,
  FILE_HOSTILE: (p: { problem: string }) => `这个文件不安全（${p.problem}），没有打开。请用表格软件另存为新的 .xlsx 再导入。`,
  FILE_TOO_LARGE: (p: { limit: string }) => `文件超过 ${p.limit}，没有接收。请压缩或分开后重试。`,
  FILE_TYPE_REFUSED: (_: None) => '只能添加 JPG、PNG、WEBP 图片或 PDF。请换一个文件。',
  FILE_DAMAGED: (_: None) => '这个附件在磁盘上已损坏，打不开。请从备份恢复或重新拍摄上传。',
  SWEEP_WHILE_UNSENT: (_: None) => '本机还有没送到县局的内容，这时不清理任何文件。请先同步一次，再来清理。',
  ENCODING_UNCLEAR: (_: None) => '看不出这个 CSV 文件的文字编码。请在表格软件里另存为 .xlsx 再导入。',
  MAPPING_INCOMPLETE: (p: { missing: string }) => `还没有指定“${p.missing}”对应哪一列，请先对应好。`,
  IMPORT_NOTHING_TO_DO: (_: None) => '没有可以导入的行。请看每行的提示，改好表格后再导入。',
  IMPORT_IN_USE: (p: { count: number }) => `这次导入的对象中有 ${p.count} 人已有后续记录，不能整批撤销。请逐人处理。`,
  HANDLE_EXPIRED: (_: None) => '这个文件的上传已失效，请重新选择文件。',

  // County, enrolment, sync
  COUNTY_UNREACHABLE: (_: None) => '暂时连不上县局服务器，数据都保存在本机，稍后会自动再送。',
  NOT_A_COUNTY: (_: None) => '这个地址不是县局服务器，请核对地址。',
  NOT_ENROLLED: (_: None) => '本机还没有接入县局。可以继续单机工作，接入后会自动送出。',
  ALREADY_ENROLLED: (_: None) => '本机已经接入县局，不需要再次接入。',
  CODE_INVALID: (_: None) => '接入码不对、已用过或已过期。请向县局要一个新的接入码。',
  DEVICE_UNKNOWN: (_: None) => '县局没有登记这台设备，内容没有接收。请联系县局重新接入；本机数据都还在。',
  DEVICE_REVOKED: (_: None) => '县局已停用这台设备，内容没有接收。请联系县局；本机数据都还在。',
  REQUEST_UNSIGNED: (_: None) => '这次送出的内容签名核对不上，可能在途中被改动，县局没有接收。本机内容都在，稍后会重新送出。',
  CLOCK_SKEW: (p: { serverTime: string }) =>
    `本机时钟与县局相差太大（县局时间 ${p.serverTime}）。请校准本机日期时间；数据都保存在本机，校准后会自动送出。`,
  BATCH_ALTERED: (_: None) => '这一批内容在途中被改动，县局没有接收。本机原件还在，会重新送出。',
  BATCH_GAP: (p: { expected: number }) => `县局在等第 ${p.expected} 批，顺序不对，没有接收。程序会从那一批重新送。`,
  BATCH_FORK: (p: { number: number }) =>
    `第 ${p.number} 批与县局已收的不是同一份，可能用过旧备份或复制过数据。县局已暂停接收，请联系县局核对；本机数据都还在。`,
  BATCH_MALFORMED: (_: None) => '这一批内容格式不对，县局没有接收。请升级程序后再送。',
  RECEIPT_INVALID: (_: None) => '县局的回执核对不上，没有采用，内容仍在本机等待送出。请联系县局。',
  PROTOCOL_TOO_OLD: (_: None) => '本机程序版本太旧，县局不能接收。请升级程序；数据都保存在本机。',
  PROTOCOL_TOO_NEW: (_: None) => '县局服务器版本比本机旧，暂时不能接收。请县局先升级；数据都保存在本机。',
  COUNTY_NOT_SET_UP: (_: None) => '县局还没有初始化。请先运行 npm run county -- init（写法见 --help），再用 office add 增加司法所。',
  OFFICE_UNKNOWN: (p: { code: string; known: string }) => `没有编码为 ${p.code} 的司法所。${p.known ? `现有 ${p.known}。请核对编码` : '请先用 office add 编码 名称 增加'}，再生成接入码。`,
  OFFICE_CODE_TAKEN: (_: None) => '已有相同编码的司法所，请核对编码。',
  TOO_MANY_TRIES: (_: None) => '尝试次数太多，请过一会儿再试。',
} satisfies Record<string, (params: never) => string>

export type ErrorCode = keyof typeof errorCatalogue
export type ErrorParams<C extends ErrorCode> = Parameters<(typeof errorCatalogue)[C]>[0]
