import Joi from 'joi';
import type { Answer } from '../../http/answer.ts';
import { endpoint, type Endpoint } from '../../http/endpoint.ts';
import { object } from '../../shared/schema.ts';
import { drawingOf } from '../drawings.tsx';

const svg: Answer<string> = {
  status: 200,
  mediaType: 'image/svg+xml',
  send: (res, drawing) => {
    res.set('Cache-Control', 'public, max-age=86400').type('svg').send(drawing);
  },
};

/** What stands where a photo is missing. */
export function artEndpoints(): Endpoint[] {
  return [
    endpoint({
      method: 'GET',
      path: '/art/:motif.svg',
      who: 'anyone',
      cookies: 'ignored',
      summary: 'A drawing for a category of goods',
      params: object({ motif: Joi.string().pattern(/^[a-z]{1,20}$/) }),
      answer: svg,
      handle: ({ params: { motif } }) => drawingOf(motif),
    }),
  ];
}
