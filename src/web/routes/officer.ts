import Joi from 'joi';
import {
  byTypedCode,
  checkResultViewOf,
  type SupervisionService,
} from '../../features/supervision/index.ts';
import type { Endpoint } from '../../http/endpoint.ts';
import { mustReadCode } from '../../shared/code.ts';
import { object, optional } from '../../shared/schema.ts';
import { linkIn } from '../i18n/index.ts';
import { page } from '../page.tsx';
import Check from '../pages/officer/Check.tsx';
import Result from '../pages/officer/Result.tsx';
import { officerResult } from './officer.schema.ts';

interface Deps {
  readonly supervision: Pick<SupervisionService, 'check'>;
}

const nothing = object({});

/** The officer's desk: check a code, see why, decide. */
export function officerPages({ supervision }: Deps): Endpoint[] {
  return [
    page({
      path: '/officer/check',
      who: ['officer', 'operator'],
      area: 'officer',
      query: object({ code: optional(Joi.string().allow('').max(200)) }),
      load: ({ query: { code = '' }, lang }) =>
        code.trim() === ''
          ? {}
          : { seeOther: linkIn(lang, `/officer/check/${mustReadCode(code)}`) },
      props: nothing,
      title: (w) => w.check.title,
      view: Check,
    }),
    page({
      path: '/officer/check/:code',
      who: ['officer', 'operator'],
      area: 'officer',
      params: byTypedCode,
      load: async ({ params }) => ({
        result: checkResultViewOf(await supervision.check(mustReadCode(params.code))),
      }),
      props: officerResult,
      title: (w, { result }) => w.result.title(result.code),
      view: Result,
      client: 'officer/Result',
    }),
  ];
}
