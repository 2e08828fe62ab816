import Joi from 'joi';
import { file, json } from '../../http/answer.ts';
import { endpoint } from '../../http/endpoint.ts';
import { mustReadCode } from '../../shared/code.ts';
import { AppError } from '../../shared/errors.ts';
import { object } from '../../shared/schema.ts';
import { byTypedCode, publicTraceView, type PublicTraceView } from './public-trace.schema.ts';
import type { TraceService } from './trace.service.ts';

interface Deps extends Pick<TraceService, 'documentOfBatch'> {
  readonly publicTrace: (typed: string) => Promise<PublicTraceView>;
}

/** The record, for everybody and for programs. */
export function traceEndpoints({ publicTrace, documentOfBatch }: Deps) {
  return [
    endpoint({
      method: 'GET',
      path: '/api/trace/:code',
      who: 'anyone',
      cookies: 'ignored',
      summary: 'What anyone may see of a batch: origin, papers, steps, who said so',
      params: byTypedCode,
      answer: json(publicTraceView),
      handle: async ({ params }) => {
        const view = await publicTrace(mustReadCode(params.code));
        if (view.lot === null) throw unknown(params.code);
        return view;
      },
    }),

    endpoint({
      method: 'GET',
      path: '/api/batches/:code/epcis',
      who: ['officer', 'operator'],
      summary: 'The events of a batch as an EPCIS 2.0 document',
      params: object({ code: Joi.string().max(80) }),
      answer: file('application/ld+json'),
      handle: async ({ params }) => {
        const code = mustReadCode(params.code);
        const document = await documentOfBatch(code);
        return { name: `${code}.jsonld`, content: JSON.stringify(document, null, 1) };
      },
    }),
  ];
}

function unknown(typed: string): AppError {
  const message = 'Nobody ever drew this code.';
  return new AppError('not-found', 'code.unknown', message, { facts: { typed } });
}
