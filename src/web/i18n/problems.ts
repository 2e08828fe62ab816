/** Facts of a refusal, as they came with it. */
type Facts = Readonly<Record<string, unknown>>;
/** What a person reads for a code: a text, or one made of the facts. */
export type ProblemText = string | ((facts: Facts) => string);

interface Told extends Facts {
  readonly code: string;
  readonly status: number;
}

/** What each language has: words by code, and words by kind for a code nobody wrote words for. */
export interface ProblemWords {
  readonly byCode: Readonly<Record<string, ProblemText>>;
  readonly byStatus: Readonly<Record<number, string>>;
  readonly otherwise: string;
}

/** The words for a refusal, in the language of `words`. */
export function problemText({ byCode, byStatus, otherwise }: ProblemWords, problem: Told): string {
  const text = byCode[problem.code] ?? byStatus[problem.status] ?? otherwise;
  return typeof text === 'string' ? text : text(problem);
}
