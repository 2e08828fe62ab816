import express from 'express';
import { mount, type Endpoint } from '../../src/http/endpoint.ts';
import { securityHeaders } from '../../src/http/headers.ts';
import { problemHandler, routeNotFound } from '../../src/http/problem.ts';
import { serveStatics } from '../../src/http/statics.ts';
import { STATIC_FOLDERS } from '../../src/web/assets.ts';
import { showProblem } from '../../src/web/problem-page.tsx';
import { serve, testCredentials } from './client.ts';

/** Serves pages alone, without a database: for the mechanism's own tests. */
export async function servePages(pages: readonly Endpoint[], failures: unknown[] = []) {
  const app = express();
  app.use(securityHeaders(testCredentials.publicUrl));
  serveStatics(app, STATIC_FOLDERS);
  mount(app, pages, testCredentials);
  app.use(routeNotFound);
  app.use(problemHandler((error) => failures.push(error), showProblem));
  return await serve(app);
}
