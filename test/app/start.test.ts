import { once } from 'node:events';
import { createConnection, createServer, type AddressInfo } from 'node:net';
import { expect } from 'chai';
import { open } from '../../src/app/start.ts';
import { loadConfig } from '../../src/config/config.ts';
import { aCommand, PASSWORD } from '../support/people.ts';
import { freePort, useProduct } from '../support/product.ts';

describe('the start', function () {
  this.timeout(60_000);
  const product = useProduct();

  it('names every wrong value at once, and ends with 1', async () => {
    const wrong = { PORT: 'many', JWT_SECRET: 'short', ROLE: 'boss', DATABASE_SYNC: 'maybe' };
    const { ended, said } = product.run(wrong);
    expect(await ended).to.equal(1);
    for (const name of Object.keys(wrong)) expect(said()).to.contain(name);
    expect(said()).to.not.contain('    at '); // words, no stack
  });

  it('refuses the demonstration in production', async () => {
    const secret = 's'.repeat(32);
    const { ended, said } = product.run({
      ...{ NODE_ENV: 'production', DEMO: '1', PUBLIC_URL: 'https://shop.example' },
      ...{ JWT_SECRET: secret, INSTALLATION_SECRET: secret },
    });
    expect(await ended).to.equal(1);
    expect(said()).to.contain('DEMO=1').and.not.to.contain('    at ');
  });

  it('says that the port is taken, and by what to choose another', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;
    const { ended, said } = product.run({ PORT: String(port) });
    expect(await ended).to.equal(1);
    expect(said()).to.contain(`Port ${port}`).and.to.contain('PORT').and.not.to.contain('    at ');
    await new Promise((resolve) => other.close(resolve));
  });

  it('says in words that the database cannot be opened', async () => {
    const { ended, said } = product.run({ MONGOD_BINARY: '/nowhere/mongod' });
    expect(await ended).to.equal(1);
    expect(said()).to.contain('/nowhere/mongod is no mongod').and.not.to.contain('    at ');
  });

  it('makes the first operator by a link that is printed once', async () => {
    const invite = ['--invite-operator', 'boss@example.org'];
    const first = product.run({}, invite);
    expect(await first.ended, first.said()).to.equal(0);
    const token = /^http:\/\/localhost:3000\/invite\/(\S+)$/m.exec(first.said())?.[1] ?? '';
    expect(token).to.have.length.above(20);

    const { services, close } = await opened();
    const newcomer = { name: 'Boss', password: PASSWORD };
    await services.accounts.acceptInvite(token, {
      ...{ newcomer, command: aCommand() },
      actor: undefined,
    });
    await close();

    const second = product.run({}, invite);
    expect(await second.ended).to.equal(1);
    expect(second.said()).to.contain('There is an operator already');
    expect(second.said()).to.not.contain('/invite/');
  });

  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    it(`ends with 0 after ${signal}, and answers what was asked before; the data stay`, async () => {
      const port = await freePort();
      const running = product.run({ PORT: String(port), DEMO: '1' });
      await running.ready;
      expect(running.said()).to.contain('embedded engine in').and.to.contain(`:${port}`);
      expect(running.said()).to.contain('Only 0 batches').and.to.contain('npm run demo:reset');

      const body = JSON.stringify({ login: 'boss@example.org', password: PASSWORD });
      const asked = createConnection(port, '127.0.0.1');
      asked.setEncoding('utf8');
      const head = [
        ...[
          'POST /api/session HTTP/1.1',
          `Host: localhost:${port}`,
          `Origin: http://localhost:${port}`,
        ],
        ...[
          'Content-Type: application/json',
          `Content-Length: ${body.length}`,
          'Expect: 100-continue',
        ],
      ];
      asked.write(`${head.join('\r\n')}\r\n\r\n`);
      const [goOn] = (await once(asked, 'data')) as [string];
      expect(goOn).to.contain('100 Continue'); // now it is under way

      running.child.kill(signal);
      asked.write(body);
      let answer = '';
      for await (const chunk of asked) answer += String(chunk);
      expect(answer).to.match(/^HTTP\/1\.1 200 /); // the operator of the earlier start is known
      expect(await running.ended, running.said()).to.equal(0);
    });
  }

  function opened() {
    const config = loadConfig(product.environment({}));
    return open(config, { now: () => new Date(), note: () => undefined });
  }
});
