/** Lots under recall, as of that instant. */
export interface RecallList {
  readonly at: string;
  readonly lots: readonly string[];
}

const PLACE = 'recall-list';

/** The newest list that this phone has heard of: this page's, or that of another page since. */
export function newestRecallList(fromPage: RecallList): RecallList {
  try {
    const text = localStorage.getItem(PLACE);
    const earlier = text === null ? undefined : (JSON.parse(text) as RecallList); // our own text
    if (earlier && earlier.at > fromPage.at) return earlier;
    localStorage.setItem(PLACE, JSON.stringify(fromPage));
  } catch {
    // storage is forbidden: then each page knows what it came with
  }
  return fromPage;
}
