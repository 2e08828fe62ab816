import type Joi from 'joi';
import type { ComponentType } from 'preact';
import { admit, checkPathNames, type Endpoint } from '../http/endpoint.ts';
import { newCommandKey } from '../http/command.ts';
import { grantsOf, type Who } from '../http/access.ts';
import type { Actor } from '../shared/actor.ts';
import { oneOf, optional, project } from '../shared/schema.ts';
import type { ClientPage } from './client/pages.ts';
import { dictionaryIn, renderDocument, type Sheet } from './document.tsx';
import type { FrameName } from './Frame.tsx';
import type { Area, Lang, Words } from './i18n/index.ts';
import { languageOf, type Req, type Res } from './language.ts';
import { sendSqueezed } from './squeeze.ts';

/** Instead of props: the reader belongs elsewhere. */
interface SeeOther {
  readonly seeOther: string;
}

interface Spec<W, P, Q, V extends object, A extends Area> {
  readonly path: string;
  readonly who: W;
  readonly params?: Joi.ObjectSchema<P>;
  /** `lang` is everybody's and need not be named. */
  readonly query?: Joi.ObjectSchema<Q>;
  /** Whose words the view uses. */
  readonly area: A;
  /** What stands around the view; by itself `shop` where anyone may look, else `console`. */
  readonly frame?: FrameName;
  /** Calls one use case. Answer `{ seeOther: '/path' }` to send the reader elsewhere. */
  readonly load: (input: Input<W, P, Q>) => NoInfer<V> | SeeOther | Promise<NoInfer<V> | SeeOther>;
  /** The view's schema: its projection, and its type. */
  readonly props: Joi.AnySchema<V>;
  readonly title: (words: Words<A>, props: NoInfer<V>) => string;
  /** For search engines and shared links of public pages. */
  readonly about?: (
    words: Words<A>,
    props: NoInfer<V>,
  ) => { readonly description?: string; readonly image?: string };
  /** 200 unless the page itself is the answer to a mistake, as for a mistyped code. */
  readonly status?: (props: NoInfer<V>) => number;
  readonly view: ComponentType<NoInfer<V>>;
  /** The view's name in `client/pages.ts`: it is hydrated. Without it the page ships no script. */
  readonly client?: ClientPage;
  /** Instead of `client`, where only pieces need a script: those the view puts into an `Island`. */
  readonly islands?: readonly ClientPage[];
  /** The same for everybody and cacheable. */
  readonly cookies?: 'ignored';
}

interface Input<W, P, Q> {
  readonly actor: W extends 'anyone' ? Actor | undefined : Actor;
  readonly params: P;
  readonly query: Q;
  readonly lang: Lang;
}

/**
 * Declares one page as data: an endpoint whose answer is HTML. Strangers are sent to sign in (303);
 * other refusals are answered as pages by the problem handler.
 * @throws RangeError when `params` and the names in `path` differ, so a slip stops the start.
 */
export function page<
  const W extends Who<NoInfer<P>>,
  V extends object,
  A extends Area,
  P = undefined,
  Q = undefined,
>(spec: Spec<W, P, Q, V, A>): Endpoint {
  checkPathNames(spec.path, spec.params);
  const { path, who, cookies, params } = spec;
  const frame = spec.frame ?? (who === 'anyone' ? 'shop' : 'console');
  const query = spec.query?.append({ lang: optional(oneOf('zh', 'en')) }) as typeof spec.query;

  async function run(req: Req, res: Res, actor: Actor | undefined): Promise<void> {
    const lang = languageOf(req, res, { remembers: frame === 'console' });
    if (!actor && grantsOf(who) !== 'anyone') {
      res.redirect(303, `/sign-in?next=${encodeURIComponent(req.originalUrl)}`);
      return;
    }
    const door = { who, ...(params && { params }), ...(query && { query }) };
    const asked = await admit(door, req, actor);
    const input = { actor, ...asked, lang } as Input<W, P, Q>; // admit saw to `actor`
    const loaded = await spec.load(input);
    if ('seeOther' in loaded) res.redirect(303, loaded.seeOther);
    else sendPage(res, sheetOf(spec, { lang, actor, req, frame, value: loaded }), spec);
  }

  return {
    kind: 'page',
    method: 'GET',
    path,
    who,
    summary: `Page ${path}`,
    params,
    query,
    cookies,
    answer: { status: 200, mediaType: 'text/html' },
    run,
  };
}

interface Asked<V> {
  readonly lang: Lang;
  readonly actor: Actor | undefined;
  readonly req: Req;
  readonly frame: FrameName;
  readonly value: V;
}

function sheetOf<W, P, Q, V extends object, A extends Area>(
  spec: Spec<W, P, Q, V, A>,
  { lang, actor, req, frame, value }: Asked<V>,
): Sheet<V> {
  const props = project(spec.props, value);
  const words = dictionaryIn(lang)[spec.area];
  return {
    lang,
    area: spec.area,
    frame,
    title: spec.title(words, props),
    ...spec.about?.(words, props),
    view: spec.view,
    props,
    client: spec.client,
    islands: spec.islands,
    actor,
    url: req.originalUrl,
    formKey: (spec.client ?? spec.islands) ? newCommandKey() : '',
  };
}

function sendPage<V extends object>(
  res: Res,
  sheet: Sheet<V>,
  { who, cookies, status }: { who: unknown; cookies?: 'ignored'; status?: (props: V) => number },
): void {
  res.status(status?.(sheet.props) ?? 200);
  // not `no-store`: that costs the back button
  const isForAll = cookies === 'ignored' || (who === 'anyone' && !sheet.actor);
  res.set('Cache-Control', isForAll ? 'public, no-cache' : 'private, no-cache');
  if (cookies !== 'ignored') res.vary('Cookie');
  sendSheet(res, sheet);
}

/** Puts a rendered page on the wire, with the headers that belong to every page. */
export function sendSheet<V extends object>(res: Res, sheet: Sheet<V>): void {
  const { html, policy } = renderDocument(sheet, { isDemo: res.app.locals['isDemo'] === true });
  res.set({ 'Content-Security-Policy': policy, 'Content-Language': sheet.lang });
  sendSqueezed(res.req, res, html);
}
