/** The largest call any door takes, in bytes of its JSON text `{"name":…,"input":…}`. */
export const MAX_CALL_BYTES = 1_000_000
