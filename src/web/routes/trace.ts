import Joi from 'joi';
import type { Endpoint } from '../../http/endpoint.ts';
import { optional, object } from '../../shared/schema.ts';
import { byTypedCode, publicTraceView, type PublicTraceView } from '../../features/trace/index.ts';
import { linkIn } from '../i18n/index.ts';
import { page } from '../page.tsx';
import Trace from '../pages/trace/Trace.tsx';

interface Deps {
  readonly trace: { readonly publicTrace: (typed: string) => Promise<PublicTraceView> };
  /** Links are of the present address. */
  readonly world: { readonly publicUrl: URL };
}

const STATUS = {
  mistyped: 400,
  unknown: 404,
  verified: 200,
  registered: 200,
  stopped: 200,
} as const;

/** Where a printed code leads: the same page for everybody, without cookies or script. */
export function tracePages({ trace, world }: Deps): Endpoint[] {
  return [
    page({
      path: '/b',
      who: 'anyone',
      cookies: 'ignored',
      frame: 'trace',
      area: 'trace',
      query: object({ code: optional(Joi.string().allow('').max(200)) }),
      load: ({ query: { code = '' }, lang }) => {
        const typed = code.trim();
        if (typed === '') return { state: 'mistyped' as const, typed, lot: null };
        return { seeOther: linkIn(lang, `/b/${encodeURIComponent(typed)}`) };
      },
      props: publicTraceView,
      title: (w) => w.titleUnknown,
      view: Trace,
    }),
    page({
      path: '/b/:code',
      who: 'anyone',
      cookies: 'ignored',
      frame: 'trace',
      area: 'trace',
      params: byTypedCode,
      load: ({ params }) => trace.publicTrace(params.code),
      props: publicTraceView,
      status: ({ state }) => STATUS[state],
      title: (w, { lot }) => (lot === null ? w.titleUnknown : w.title(lot.product.zh)),
      about: (w, { lot }) =>
        lot === null
          ? {}
          : {
              description: w.description(lot.product.zh, lot.county?.zh ?? ''),
              ...(lot.photos[0] !== undefined && {
                image: `${world.publicUrl.origin}/files/${lot.photos[0]}/w480`,
              }),
            },
      view: Trace,
    }),
  ];
}
