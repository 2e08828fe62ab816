import type { words as zh } from '../zh/docs.ts';

export const words: typeof zh = {
  api: {
    title: 'API',
    lead: 'How to call each endpoint, who may, what it takes and answers. For machines:',
    searchLabel: 'Find by address or words',
    who: 'Who may ask',
    anyone: 'anyone',
    parameters: 'Parameters',
    name: 'Name',
    place: 'In',
    need: 'Required',
    where: { path: 'path', query: 'query', header: 'header' },
    command: 'Changes something: send an Idempotency-Key',
    answers: 'Answer',
    none: 'No endpoint matches',
    count: (n) => `${n} endpoints`,
  },
  problem: {
    title: (code) => `Error code ${code}`,
    unknown: 'No words of its own are kept for this code; this is what its kind means.',
    meaning: 'What it means',
    inChinese: 'In Chinese',
    inEnglish: 'In English',
    forPrograms:
      'Programs go by code, never by text; the other members are the facts of the case. 4xx: correct it and come again with a new Idempotency-Key (see nextKey). 5xx or no network: come again with the same key.',
    home: 'Front page',
  },
  refusal: {
    title: (status) =>
      status === 404
        ? 'Not found'
        : status === 403
          ? 'Not for you'
          : status < 500
            ? 'Not done'
            : 'Something failed',
    fields: 'What is not right',
    code: 'Error code',
    reference: 'Reference',
    home: 'Front page',
    signIn: 'Sign in',
  },
};
