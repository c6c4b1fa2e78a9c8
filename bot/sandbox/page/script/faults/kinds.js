// The kinds of fault that can be played, and what each takes. Their words are in the catalogue under `fault.<kind>`.

/** `numbers`: field → [value at first, least, most]; `calls` says whether it befalls calls, else updates on their way. */
export const KINDS = [
  { kind: "flood", calls: true, numbers: { retry_after: [5, 1, 3_600] } },
  { kind: "error", calls: true, numbers: { status: [502, 400, 599] } },
  { kind: "slow", calls: true, numbers: { seconds: [10, 1, 600] } },
  { kind: "lost_answer", calls: true, numbers: {} },
  { kind: "lost_call", calls: true, numbers: {} },
  { kind: "down", calls: true, whole: true, numbers: { seconds: [3_600, 1, 86_400] } },
  { kind: "duplicate", calls: false, numbers: { repeats: [1, 1, 10] } },
  { kind: "reorder", calls: false, numbers: {} },
  { kind: "delay", calls: false, numbers: { seconds: [10, 1, 600] } },
];

/** How often: the next so many, or (null) until it is taken away. */
export const TIMES = [1, 3, 10, null];
