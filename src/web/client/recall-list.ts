import { api } from './api.ts';

/** Lots under recall, as this phone heard of them at that instant. */
export interface RecallList {
  readonly at: string;
  readonly lots: readonly string[];
}

const PLACE = 'recall-list';

/** Gives what is kept on this phone at once, then what the service says now. */
export async function readRecallList(give: (list: RecallList) => void): Promise<void> {
  const earlier = stored();
  if (earlier) give(earlier);
  const { value } = await api('GET', '/api/recall-list', {});
  if (!value) return;
  give(value);
  try {
    localStorage.setItem(PLACE, JSON.stringify(value));
  } catch {
    // storage is forbidden: then only a phone with a network can warn
  }
}

function stored(): RecallList | undefined {
  try {
    const text = localStorage.getItem(PLACE);
    return text === null ? undefined : (JSON.parse(text) as RecallList); // our own text
  } catch {
    return undefined;
  }
}
