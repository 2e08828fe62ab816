import type { Express } from 'express';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { AppError } from '../shared/errors.ts';

interface Address {
  readonly port: number;
  readonly host: string;
}

/**
 * Listens with the time limits of `reliability.md` §3.
 * @throws AppError `server.port-taken` or `server.port-forbidden`, in words for who started us
 */
export async function listen(app: Express, { port, host }: Address): Promise<Server> {
  const server = createServer(app);
  server.keepAliveTimeout = 65_000;
  server.headersTimeout = 66_000;
  server.requestTimeout = 30_000;
  server.maxHeadersCount = 100;
  server.listen(port, host);
  try {
    await once(server, 'listening');
  } catch (error) {
    throw explained(error, { port, host });
  }
  return server;
}

function explained(error: unknown, { port, host }: Address): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  const facts = { port, host };
  if (code === 'EADDRINUSE') {
    const message = `Port ${port} on ${host} is taken. Stop the other program or set PORT.`;
    return new AppError('conflict', 'server.port-taken', message, { facts, cause: error });
  }
  if (code === 'EACCES' || code === 'EADDRNOTAVAIL') {
    const message = `Port ${port} on ${host} cannot be used here. Set PORT or HOST.`;
    return new AppError('conflict', 'server.port-forbidden', message, { facts, cause: error });
  }
  return error;
}

/**
 * Stops serving without cutting anybody off: answers carry `Connection: close` while draining (the
 * app sees to that), idle connections go, the rest have 20 s.
 */
export async function stopServing(server: Server): Promise<void> {
  const closed = once(server, 'close');
  server.close();
  server.closeIdleConnections();
  const sweep = setInterval(() => {
    server.closeIdleConnections();
  }, 100);
  const limit = setTimeout(() => {
    server.closeAllConnections();
  }, 20_000);
  await closed;
  clearInterval(sweep);
  clearTimeout(limit);
}
