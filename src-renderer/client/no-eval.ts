import { config } from 'zod'

// zod probes for eval and writes its parsers with it where it may. The page's content policy forbids it, and even the
// caught probe is reported as a violation: zod is told before the first schema is made. So this import stands first in
// every entry, and the build keeps the order of imports (strictExecutionOrder in vite.config.ts).
config({ jitless: true })
