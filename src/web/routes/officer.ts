import Joi from 'joi';
import type { BatchService } from '../../features/batches/index.ts';
import type { LineageView } from '../../features/making/index.ts';
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
  readonly batches: Pick<BatchService, 'view'>;
  readonly lineage: (code: string) => Promise<LineageView>;
}

const nothing = object({});

/** The officer's desk: check a code, see why, decide. */
export function officerPages({ supervision, batches, lineage }: Deps): Endpoint[] {
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
      load: async ({ actor, params }) => {
        const result = checkResultViewOf(await supervision.check(mustReadCode(params.code)));
        const { stops } = await batches.view(result.code);
        const isOwn = ({ by }: { by: string }) => by === actor.userId;
        return {
          result,
          lineage: await lineage(result.code),
          stops: stops.map((stop) => ({ id: stop.id, reason: stop.reason, isOwn: isOwn(stop) })),
        };
      },
      props: officerResult,
      title: (w, { result }) => w.result.title(result.code),
      view: Result,
      client: 'officer/Result',
    }),
  ];
}
