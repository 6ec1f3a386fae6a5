// 依据:《社区矫正法实施办法》第五十八条:“以上”“内”包括本数,“以下”“超过”不包括本数(原文待核对)。
// The Criminal Law counts otherwise: its 以下 includes (《刑法》第九十九条). So every comparison names its word.

/** 以上: the number itself counts. */
export function atLeast(value: number, limit: number): boolean {
  return value >= limit
}

/** 内、以内: the number itself counts. */
export function within(value: number, limit: number): boolean {
  return value <= limit
}

/** 超过: the number itself does not count. */
export function exceeds(value: number, limit: number): boolean {
  return value > limit
}

/** 以下 of the Implementing Measures: the number itself does not count. */
export function below(value: number, limit: number): boolean {
  return value < limit
}

/** 以下 of the Criminal Law: the number itself counts. */
export function notAboveInCriminalLaw(value: number, limit: number): boolean {
  return value <= limit
}
