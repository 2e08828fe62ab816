import Joi from 'joi';
import { grantsOf, roleOf } from '../../http/access.ts';
import { namesIn, type Endpoint } from '../../http/endpoint.ts';
import { object, optional } from '../../shared/schema.ts';
import { dictionaryIn } from '../document.tsx';
import { problemText } from '../i18n/problems.ts';
import { page } from '../page.tsx';
import ApiDocs from '../pages/docs/ApiDocs.tsx';
import ProblemDocs from '../pages/docs/ProblemDocs.tsx';
import { apiDocs, problemDocs, type Operation, type ProblemDocsProps } from './docs.schema.ts';

interface Deps {
  /** The whole table; asked for when the page is, because the page is part of it. */
  readonly endpoints: () => readonly Endpoint[];
}

/** What explains the service to those who program against it. */
export function docsPages({ endpoints }: Deps): Endpoint[] {
  return [
    page({
      path: '/api/docs',
      who: 'anyone',
      query: object({ q: optional(Joi.string().allow('').max(80)) }),
      area: 'docs',
      load: ({ query: { q = '' } }) => {
        const described = endpoints().filter(({ kind }) => kind !== 'page');
        return { q, operations: described.map(operationOf).filter((one) => isAbout(one, q)) };
      },
      props: apiDocs,
      title: (w) => w.api.title,
      view: ApiDocs,
    }),
    page({
      path: '/problems/:code',
      who: 'anyone',
      cookies: 'ignored',
      params: object({ code: Joi.string().pattern(/^[a-z][\w.-]{2,60}$/i) }),
      area: 'docs',
      load: ({ params: { code } }) => ({ code, ...wordsFor(code) }),
      props: problemDocs,
      title: (w, { code }) => w.problem.title(code),
      view: ProblemDocs,
    }),
  ];
}

function operationOf({ method, path, summary, who, command, query, answer }: Endpoint): Operation {
  const grants = grantsOf(who);
  return {
    method,
    path,
    summary,
    roles: grants === 'anyone' ? [] : [...new Set(grants.map(roleOf))],
    command: command === true,
    parameters: [
      ...namesIn(path).map((name) => ({ name, where: 'path', required: true })),
      ...fieldsOf(query),
    ],
    answers: answer.status,
  };
}

function fieldsOf(query: Joi.ObjectSchema | undefined): Operation['parameters'] {
  const keys = (query?.describe().keys ?? {}) as Record<string, { flags?: { presence?: string } }>;
  return Object.entries(keys).map(([name, { flags }]) => ({
    name,
    where: 'query',
    required: flags?.presence === 'required',
  }));
}

function isAbout({ path, summary }: Operation, q: string): boolean {
  return `${path} ${summary}`.toLowerCase().includes(q.trim().toLowerCase());
}

function wordsFor(code: string): Omit<ProblemDocsProps, 'code'> {
  const zh = dictionaryIn('zh').problems;
  const problem = { code, status: 0 };
  return {
    known: code in zh.byCode,
    zh: problemText(zh, problem),
    en: problemText(dictionaryIn('en').problems, problem),
  };
}
