import { once } from 'node:events';
import { createServer, request, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/**
 * A small proxy before several processes of the product, one request after the other to the next
 * of them. Where nobody listens it asks another; where an answer breaks off it breaks off too, for
 * it cannot know what was done.
 */
export async function startRoundRobin() {
  let targets: readonly number[] = [];
  let turn = 0;
  const asked = new Map<number, number>();

  const server = createServer((incoming, outgoing) => {
    void bodyOf(incoming).then((body) => {
      const first = (turn += 1);
      const order = targets.map((_, n) => targets[(first + n) % targets.length] ?? 0);
      pass({ incoming, outgoing, body }, order);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');

  function pass(one: Passing, [port, ...others]: readonly number[]): void {
    const { incoming, outgoing, body } = one;
    if (port === undefined) return void incoming.socket.destroy(); // nobody is there
    const headers = { ...incoming.headers, 'x-forwarded-for': '203.0.113.7', connection: 'close' };
    const { method, url: path } = incoming;
    const sent = request({ host: '127.0.0.1', port, method, path, headers, agent: false });
    sent.on('response', (answer) => {
      asked.set(port, (asked.get(port) ?? 0) + 1);
      outgoing.writeHead(answer.statusCode ?? 502, { ...answer.headers, connection: 'close' });
      answer.pipe(outgoing);
      answer.on('error', () => incoming.socket.destroy());
    });
    sent.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'ECONNREFUSED') pass(one, others);
      else incoming.socket.destroy();
    });
    sent.end(body);
  }

  return {
    port: (server.address() as AddressInfo).port,
    /** Sends what comes from now on to these. */
    to: (...ports: readonly number[]) => {
      targets = ports;
    },
    /** How many answers a process gave. */
    answers: (port: number) => asked.get(port) ?? 0,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

export type RoundRobin = Awaited<ReturnType<typeof startRoundRobin>>;

interface Passing {
  readonly incoming: IncomingMessage;
  readonly outgoing: ServerResponse;
  readonly body: Buffer;
}

async function bodyOf(incoming: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
