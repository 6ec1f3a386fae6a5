// `npm run bench [-- 10000 100000]`: the store beside its peer in one run. A figure of its own says nothing here; the ratio does.
import '../../src-main/store/rx-storage-sqlite/store.bench.ts'
