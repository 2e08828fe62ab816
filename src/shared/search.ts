/**
 * Search without a search engine (`web.md` §5): what is stored are the 1- and 2-character grams of
 * the forms of a name; a query narrows by its grams and is confirmed by its words.
 */
export interface SearchEntry {
  /** Grams: a multikey index. */
  readonly search: string[];
  /** The forms, for confirming: `砀山酥梨|dangshansuli|dssl`. */
  readonly searchText: string;
}

/** What is stored of a thing that is found by any of these forms of its name. */
export function searchEntry(forms: readonly string[]): SearchEntry {
  const folded = forms.map((form) => fold(form).replaceAll(/\s+/g, '')).filter(Boolean);
  const search = new Set(folded.flatMap((form) => [...Array.from(form), ...pairsIn(form)]));
  return { search: [...search], searchText: folded.join('|') };
}

export interface SearchQuery {
  /** Every one of them is in `search`. */
  readonly grams: readonly string[];
  /** Each matches `searchText`: escaped, so that whatever is typed is only text. */
  readonly words: readonly RegExp[];
}

/** What a person typed, as a query; undefined when it is blank. */
export function searchQuery(typed: string): SearchQuery | undefined {
  const words = fold(typed).split(/\s+/).filter(Boolean);
  if (words.length === 0) return undefined;
  const grams = words.flatMap((word) => (word.length === 1 ? [word] : pairsIn(word)));
  return { grams: [...new Set(grams)], words: words.map((word) => new RegExp(escaped(word))) };
}

/** Full-width and half-width, upper and lower case are the same. */
function fold(text: string): string {
  return text.normalize('NFKC').toLowerCase().trim();
}

function pairsIn(text: string): string[] {
  return Array.from({ length: text.length - 1 }, (_, at) => text.slice(at, at + 2));
}

function escaped(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
