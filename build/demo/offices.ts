/** The nine county-level units of Lishui with their GB/T 2260 codes; the township offices in them are invented. */
export const demoOffices = [
  { id: '331102001', name: '莲都区云溪司法所', subjects: 60, main: true },
  { id: '331121001', name: '青田县石帆滩司法所', subjects: 14, main: false },
  { id: '331122001', name: '缙云县鼎岩司法所', subjects: 12, main: false },
  { id: '331123001', name: '遂昌县竹源岭司法所', subjects: 9, main: false },
  { id: '331124001', name: '松阳县四都坞司法所', subjects: 8, main: false },
  { id: '331125001', name: '云和县梯云司法所', subjects: 6, main: false },
  { id: '331126001', name: '庆元县菇溪司法所', subjects: 7, main: false },
  { id: '331127001', name: '景宁畲族自治县凤鸣坑司法所', subjects: 6, main: false },
  { id: '331181001', name: '龙泉市剑池湾司法所', subjects: 10, main: false },
] as const

export const countyName = '丽水市社区矫正演示中心'

/** Demo log-ins: printed at start, used nowhere else. The passwords satisfy the product's own policy. */
export const demoLogIns = {
  director: { login: '所长', name: '雷守正', password: 'yanshi-suozhang-26', gender: '1' },
  officer: { login: '专职', name: '蓝细妹', password: 'yanshi-zhuanzhi-26', gender: '2' },
  assistant: { login: '社工', name: '周以恒', password: 'yanshi-shegong-26', gender: '1' },
  volunteer: { login: '志愿者', name: '吴桂芬', password: 'yanshi-zhiyuan-26', gender: '2' },
  county: { login: 'xianju', name: '县局管理员', password: 'yanshi-shanshui-26' },
} as const
