import express, { type Express } from 'express';
import Joi from 'joi';
import { accountEndpoints } from '../features/accounts/index.ts';
import { baseEndpoints } from '../features/bases/index.ts';
import { batchEndpoints } from '../features/batches/index.ts';
import { claimEndpoints, returnEndpoints } from '../features/claims/index.ts';
import { calendarEndpoints } from '../features/calendars/index.ts';
import {
  catalogueEndpoints,
  priceImportEndpoints,
  shopEndpoints,
} from '../features/catalogue/index.ts';
import { fulfilmentEndpoints } from '../features/fulfilment/index.ts';
import { makingEndpoints } from '../features/making/index.ts';
import { harvestEndpoints } from '../features/harvest/index.ts';
import { ledgerEndpoints } from '../features/ledger/index.ts';
import { limitEndpoints } from '../features/limits/index.ts';
import { mediaEndpoints } from '../features/media/index.ts';
import { orderEndpoints } from '../features/orders/index.ts';
import {
  orderingEndpoints,
  standingEndpoints,
  sheetEndpoints,
} from '../features/ordering/index.ts';
import { organisationEndpoints } from '../features/organisations/index.ts';
import { labelEndpoints } from '../features/prints/index.ts';
import { paperEndpoints } from '../features/papers/index.ts';
import { agreementEndpoints } from '../features/prices/index.ts';
import { sandboxEndpoints } from '../features/payments/index.ts';
import { noticeEndpoints } from '../features/notifications/index.ts';
import { supervisionEndpoints } from '../features/supervision/index.ts';
import { taskEndpoints } from '../features/tasks/index.ts';
import { traceEndpoints } from '../features/trace/index.ts';
import { receivingEndpoints } from '../features/receiving/index.ts';
import { sessionCookie, type Credentials } from '../http/actor.ts';
import { json } from '../http/answer.ts';
import { endpoint, mount, type Endpoint } from '../http/endpoint.ts';
import { securityHeaders } from '../http/headers.ts';
import { createLimits } from '../http/limits.ts';
import { openApiOf } from '../http/openapi.ts';
import { problemHandler, routeNotFound } from '../http/problem.ts';
import { serveStatics } from '../http/statics.ts';
import { STATIC_FOLDERS } from '../web/assets.ts';
import { showProblem } from '../web/problem-page.tsx';
import { pagesOf } from '../web/routes/index.ts';
import { healthEndpoints } from './health.ts';
import { explainOutage } from './outage.ts';
import type { Services } from './services.ts';

export interface AppDeps {
  services: Services;
  credentials: Credentials;
  logError: (error: unknown, instance: string) => void;
  /** Whether the process is stopping: answers then end their connection. */
  isDraining?: () => boolean;
  /** Proxies in front of us, whose word on the client's address counts. None unless said. */
  trustProxy?: number;
}

/** The API, feature by feature, in reading order. */
function featureEndpoints(
  services: Services,
  { publicUrl }: Pick<Credentials, 'publicUrl'>,
): Endpoint[] {
  return [
    ...accountEndpoints(services.accounts, publicUrl),
    ...organisationEndpoints(services.organisations, publicUrl),
    ...mediaEndpoints(services.media),
    ...baseEndpoints(services.bases),
    ...paperEndpoints(services.papers),
    ...catalogueEndpoints(services.catalogue),
    ...priceImportEndpoints(services.catalogue, services.media.temporaryFolder),
    ...shopEndpoints(services.shop),
    ...agreementEndpoints(services.agreements, services.agreementViews),
    ...calendarEndpoints(services.calendars, services.ruleViews),
    ...sheetEndpoints({ ...services, folder: services.media.temporaryFolder }),
    ...orderingEndpoints(services.ordering),
    ...harvestEndpoints(services.harvest),
    ...standingEndpoints(services.standing),
    ...orderEndpoints(services.orders, services.world.now),
    ...(services.world.sandbox
      ? sandboxEndpoints(services.payments, services.orders.groups.ownersOf)
      : []),
    ...fulfilmentEndpoints(services.fulfilment),
    ...receivingEndpoints({
      receiving: services.receiving,
      views: services.receivingViews,
      ownersOfDelivery: services.fulfilment.ownersOf,
    }),
    ...claimEndpoints({
      claims: services.claims,
      views: services.claimViews,
      ownersOfOrder: services.orders.orders.ownersOf,
    }),
    ...returnEndpoints(services.returns, services.fulfilment.ownersOf),
    ...batchEndpoints(services.batches),
    ...makingEndpoints(services.making),
    ...labelEndpoints(services.labels, services.batches.ownersOf),
    ...supervisionEndpoints(services.supervision),
    ...traceEndpoints(services.trace),
    ...limitEndpoints(services.limits),
    ...ledgerEndpoints(services),
    ...taskEndpoints(services.tasks),
    ...noticeEndpoints(services.notifications),
  ];
}

/** The whole HTTP surface, in reading order. Tests walk through the same list. */
export function endpointsOf({
  services,
  credentials,
  isDraining = () => false,
}: Omit<AppDeps, 'logError'>): Endpoint[] {
  const { db, uploadsDir } = services.world;
  const endpoints: Endpoint[] = [
    ...healthEndpoints({ db, uploadsDir, isDraining }),
    ...featureEndpoints(services, credentials),
  ];
  const info = { title: 'Suhang Origin', version: '1' };
  const cookie = sessionCookie(credentials.publicUrl).name;

  const all = (): Endpoint[] => [...endpoints, description, ...pages];
  const pages = pagesOf({ ...services, endpoints: all });
  const description: Endpoint = endpoint({
    method: 'GET',
    path: '/api/openapi.json',
    who: 'anyone',
    summary: 'This description',
    answer: json(Joi.object().unknown()),
    handle: () => openApiOf(all(), { info, cookie }),
  });
  return all();
}

/** No I/O happens here, so tests can build an app freely. */
export function createApp(deps: AppDeps): Express {
  const app = express();
  app.set('trust proxy', deps.trustProxy ?? 0);
  app.locals['isDemo'] = deps.services.world.sandbox;
  app.use(securityHeaders(deps.credentials.publicUrl)); // these also take X-Powered-By away
  app.use((_req, res, next) => {
    if (deps.isDraining?.()) res.set('Connection', 'close');
    next();
  });
  serveStatics(app, STATIC_FOLDERS);
  const { counters, world } = deps.services;
  const limits = createLimits(counters, world.now);
  mount(app, endpointsOf(deps), { ...deps.credentials, limits });
  app.use(routeNotFound);
  app.use(explainOutage);
  app.use(problemHandler(deps.logError, showProblem));
  return app;
}
