import express, { type Express } from 'express';
import Joi from 'joi';
import { sessionCookie, type Credentials } from '../http/actor.ts';
import { json } from '../http/answer.ts';
import { endpoint, mount, type Endpoint } from '../http/endpoint.ts';
import { securityHeaders } from '../http/headers.ts';
import { openApiOf } from '../http/openapi.ts';
import { problemHandler, routeNotFound } from '../http/problem.ts';
import type { Services } from './services.ts';

export interface AppDeps {
  services: Services;
  credentials: Credentials;
  logError: (error: unknown, instance: string) => void;
}

/** The whole HTTP surface, in reading order. Tests walk through the same list. */
export function endpointsOf({ credentials }: Pick<AppDeps, 'services' | 'credentials'>): Endpoint[] {
  const endpoints: Endpoint[] = [];
  const info = { title: 'Suhang Origin', version: '1' };
  const cookie = sessionCookie(credentials.publicUrl).name;

  const description: Endpoint = endpoint({
    method: 'GET',
    path: '/api/openapi.json',
    who: 'anyone',
    summary: 'This description',
    answer: json(Joi.object().unknown()),
    handle: () => openApiOf([...endpoints, description], { info, cookie }),
  });
  return [...endpoints, description];
}

/** No I/O happens here, so tests can build an app freely. */
export function createApp(deps: AppDeps): Express {
  const app = express();
  app.use(securityHeaders(deps.credentials.publicUrl)); // these also take X-Powered-By away
  mount(app, endpointsOf(deps), deps.credentials);
  app.use(routeNotFound);
  app.use(problemHandler(deps.logError));
  return app;
}
