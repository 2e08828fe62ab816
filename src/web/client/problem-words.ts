import type { Setting } from '../i18n/index.ts';
import { problemText, type ProblemWords } from '../i18n/problems.ts';
import type { Problem } from './problem.ts';

/** Words for a problem, in the page's language; the dictionary comes with the first one. */
export async function wordsFor(
  problem: Problem,
  { common, problemsUrl }: Setting,
): Promise<string> {
  if (problem.status === 0) return common.offline;
  try {
    const { words } = (await import(problemsUrl)) as { words: ProblemWords }; // a module of our build
    return problemText(words, problem);
  } catch {
    return common.failed;
  }
}
