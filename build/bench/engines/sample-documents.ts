/** A visit-like document of about 600 bytes. */
export type Sample = {
  id: string
  facility: string
  date: string
  patient: string
  status: string
  amount: number
  note: string
  answers: { question: string; answer: string }[]
}

const STATUS = ['open', 'done', 'late', 'void']

/** The RxDB schema of the sample, with three user indexes. */
export const SAMPLE_SCHEMA = {
  version: 0,
  primaryKey: 'id',
  type: 'object',
  properties: {
    id: { type: 'string', maxLength: 40 },
    facility: { type: 'string', maxLength: 20 },
    date: { type: 'string', maxLength: 10 },
    patient: { type: 'string', maxLength: 20 },
    status: { type: 'string', maxLength: 10 },
    amount: { type: 'number' },
    note: { type: 'string' },
    answers: { type: 'array', items: { type: 'object' } },
  },
  required: ['id', 'facility', 'date', 'patient', 'status'],
  indexes: [['facility', 'date'], 'patient', 'status'],
} as const

// A small linear congruential generator: the same documents in every run.
function generator(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    // The low bits of such a generator repeat quickly; use the high ones.
    return state >>> 5
  }
}

/** Gives the documents from `first` to `count` with time-ordered ids, always the same ones. */
export function sampleDocuments(count: number, first = 0): Sample[] {
  const documents: Sample[] = []
  for (let i = first; i < count; i++) documents.push(sampleDocument(i, count))
  return documents
}

function sampleDocument(i: number, count: number): Sample {
  const next = generator(Math.imul(i + 1, 0x9e3779b1))
  return {
    id: `0197${i.toString(16).padStart(8, '0')}-7${next().toString(16).padStart(8, '0')}`,
    facility: `facility-${next() % 40}`,
    date: `20${20 + (next() % 6)}-${String(1 + (next() % 12)).padStart(2, '0')}-${String(1 + (next() % 28)).padStart(2, '0')}`,
    patient: `patient-${next() % Math.max(1, Math.floor(count / 10))}`,
    status: STATUS[next() % STATUS.length] ?? 'open',
    amount: next() / 7,
    note: `走访记录 ${i}：情况稳定，已核实住址与联系方式。`.repeat(3),
    answers: [1, 2, 3].map((n) => ({ question: `question-${n}`, answer: `answer ${next()}` })),
  }
}
