import type { AccountEndpoint } from '../../features/accounts/index.ts';
import type { BaseEndpoint } from '../../features/bases/index.ts';
import type { BatchEndpoint } from '../../features/batches/index.ts';
import type { ClaimEndpoint, ReturnEndpoint } from '../../features/claims/index.ts';
import type {
  CatalogueEndpoint,
  PriceImportEndpoint,
  ShopEndpoint,
} from '../../features/catalogue/index.ts';
import type { FulfilmentEndpoint } from '../../features/fulfilment/index.ts';
import type { CalendarEndpoint } from '../../features/calendars/index.ts';
import type { HarvestEndpoint } from '../../features/harvest/index.ts';
import type {
  OrderingEndpoint,
  SheetEndpoint,
  StandingEndpoint,
} from '../../features/ordering/index.ts';
import type { AgreementEndpoint } from '../../features/prices/index.ts';
import type { LedgerEndpoint } from '../../features/ledger/index.ts';
import type { LimitEndpoint } from '../../features/limits/index.ts';
import type { OrderEndpoint } from '../../features/orders/index.ts';
import type { OrganisationEndpoint } from '../../features/organisations/index.ts';
import type { PaperEndpoint } from '../../features/papers/index.ts';
import type { SandboxEndpoint } from '../../features/payments/index.ts';
import type { MakingEndpoint } from '../../features/making/index.ts';
import type { ReceivingEndpoint } from '../../features/receiving/index.ts';
import type { LabelEndpoint } from '../../features/prints/index.ts';
import type { NoticeEndpoint } from '../../features/notifications/index.ts';
import type { TaskEndpoint } from '../../features/tasks/index.ts';
import type { SupervisionEndpoint } from '../../features/supervision/index.ts';
import type { Call, Endpoint } from '../../http/endpoint.ts';
import { NETWORK_DOWN, problemIn, type Result } from './problem.ts';

/** Every call there is, read off the endpoint table at compile time. Nothing of it is in the bundle. */
type Calls = CallOf<
  | AccountEndpoint
  | OrganisationEndpoint
  | FulfilmentEndpoint
  | ReceivingEndpoint
  | ClaimEndpoint
  | ReturnEndpoint
  | OrderingEndpoint
  | StandingEndpoint
  | HarvestEndpoint
  | SheetEndpoint
  | AgreementEndpoint
  | CalendarEndpoint
  | OrderEndpoint
  | SandboxEndpoint
  | TaskEndpoint
  | NoticeEndpoint
  | BaseEndpoint
  | BatchEndpoint
  | MakingEndpoint
  | LabelEndpoint
  | PaperEndpoint
  | CatalogueEndpoint
  | PriceImportEndpoint
  | ShopEndpoint
  | LimitEndpoint
  | LedgerEndpoint
  | SupervisionEndpoint
>; // add `| XEndpoint`
type CallOf<E> =
  E extends Endpoint<
    infer C extends Call<string, string, unknown, unknown, unknown, unknown, unknown>
  >
    ? C
    : never;

type Method = Calls['method'];
type PathOf<M> = Extract<Calls, { method: M }>['path'];
type Of<M, P> = Extract<Calls, { method: M; path: P }>;

/** `key` of a command: rendered into the form by the server; after a refusal, its `nextKey`. */
type Parts<C extends Calls> = Part<'params', C['params']> &
  Part<'body', C['body']> &
  Part<'key', C['key']> & { readonly query?: Partial<C['query']>; readonly signal?: AbortSignal };
type Part<Name extends string, V> = [V] extends [undefined] // not one by one: a body may be either of two
  ? unknown
  : Readonly<Record<Name, V>>;

/** Calls our own API from a page. A refusal, and a dead network, are answers to show. */
export function createApi(send: typeof fetch, origin = '') {
  return async function call<M extends Method, P extends PathOf<M>>(
    method: M,
    path: P,
    parts: Parts<Of<M, P>>,
  ): Promise<Result<Of<M, P>['answer']>> {
    const loose = parts as Loose;
    const response = await send(origin + addressOf(path, loose), requestOf(method, loose)).catch(
      (): undefined => undefined,
    );
    if (!response) return { problem: NETWORK_DOWN };
    if (!response.ok) return { problem: await problemIn(response) };
    const isJson = /json/.test(response.headers.get('content-type') ?? '');
    return { value: (isJson ? await response.json() : undefined) as Of<M, P>['answer'] };
  };
}

/** The one the pages use. */
export const api = createApi((url, init) => fetch(url, init));

interface Loose {
  readonly params?: Record<string, string>;
  readonly query?: Record<string, string | number | boolean | undefined>;
  readonly body?: unknown;
  readonly key?: string;
  readonly signal?: AbortSignal;
}

function addressOf(path: string, { params = {}, query = {} }: Loose): string {
  const filled = path.replace(/:(\w+)/g, (_, name: string) =>
    encodeURIComponent(params[name] ?? ''),
  );
  const search = new URLSearchParams();
  for (const [key, value] of Object.entries(query)) {
    if (value !== undefined) search.set(key, String(value));
  }
  const text = search.toString(); // `size` is younger than the phones we serve
  return text ? `${filled}?${text}` : filled;
}

function requestOf(method: string, { body, key, signal }: Loose): RequestInit {
  return {
    method,
    headers: {
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...(key !== undefined && { 'idempotency-key': key }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
    ...(signal && { signal }),
  };
}
