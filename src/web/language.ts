import { parseCookie } from 'cookie';
import type { Endpoint } from '../http/endpoint.ts';
import type { Lang } from './i18n/index.ts';

export type Req = Parameters<Endpoint['run']>[0];
export type Res = Parameters<Endpoint['run']>[1];

const COOKIE = 'lang';
const YEAR_MS = 365 * 24 * 3_600_000;

/**
 * The reader's language: `?lang=`, else, in the consoles, what was last chosen there, else Chinese.
 * A public page goes by its address alone, so that it can be cached and passed on.
 */
export function languageOf(req: Req, res: Res, { remembers }: { remembers: boolean }): Lang {
  const asked = langNamed(req.query['lang']);
  if (!remembers) return asked ?? 'zh';
  if (asked) res.cookie(COOKIE, asked, { sameSite: 'lax', path: '/', maxAge: YEAR_MS });
  return asked ?? langNamed(parseCookie(req.get('cookie') ?? '')[COOKIE]) ?? 'zh';
}

function langNamed(text: unknown): Lang | undefined {
  return text === 'zh' || text === 'en' ? text : undefined;
}

/** This very address in a language, with the rest of the query kept. */
export function addressIn(lang: Lang, originalUrl: string, { remembers }: { remembers: boolean }) {
  const url = new URL(originalUrl, 'http://here');
  url.searchParams.delete('lang');
  if (lang === 'en' || remembers) url.searchParams.set('lang', lang);
  return url.pathname + url.search;
}
