import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Lang } from './lang.ts';
import type { Dictionaries } from './zh/index.ts';

export type { Lang } from './lang.ts';
/** The areas of the site: each page belongs to one and gets its words, and `common`. */
export type Area = Exclude<keyof Dictionaries, 'common' | 'frame' | 'problems'>;
export type Common = Dictionaries['common'];
export type Words<A extends Area> = Dictionaries[A];

/** What every view may know beside its props: the same on the server and in the browser. */
export interface Setting {
  readonly lang: Lang;
  readonly area: Area;
  readonly common: Common;
  readonly words: unknown;
  /** Root of the command keys of this page's forms; fresh with each rendering. */
  readonly formKey: string;
  /** Whose drafts are kept on this device; '' for a stranger. */
  readonly account: string;
  /** Address of the dictionary of refusals, fetched when the first one comes. */
  readonly problemsUrl: string;
}

/** Stands around every view, on the server and in the browser; a view never imports a dictionary. */
export const SettingContext = createContext<Setting | undefined>(undefined);

export function useSetting(): Setting {
  const setting = useContext(SettingContext);
  if (!setting) throw new Error('a view was rendered outside the page mechanism');
  return setting;
}

/**
 * The words of a view: `t` are everybody's, `w` its area's. `link` keeps the reader's language in
 * the address of a page of ours.
 */
export function useWords<A extends Area>(area: A) {
  const { lang, common, words, area: here } = useSetting();
  if (area !== here) throw new Error(`a view of ${area} was put on a page of ${here}`);
  return { lang, t: common, w: words as Words<A>, link: (path: string) => linkIn(lang, path) };
}

/** `/p/pear` → `/p/pear?lang=en` for English readers; Chinese is what needs no saying. */
export function linkIn(lang: Lang, path: string): string {
  if (lang === 'zh') return path;
  const [address = '', anchor] = path.split('#');
  const joint = address.includes('?') ? '&' : '?';
  return `${address}${joint}lang=en${anchor === undefined ? '' : `#${anchor}`}`;
}
