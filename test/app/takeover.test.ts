import { once } from 'node:events';
import { spawn } from 'node:child_process';
import path from 'node:path';
import { expect } from 'chai';
import express from 'express';
import { explainOutage } from '../../src/app/outage.ts';
import { problemHandler } from '../../src/http/problem.ts';
import { connectDb } from '../../src/platform/database.ts';
import { useBundle } from '../support/bundle.ts';
import { serve } from '../support/client.ts';
import { freePort, useProduct } from '../support/product.ts';

describe('the product, when the process that owns the engine dies', function () {
  this.timeout(60_000);
  const product = useProduct();
  const built = useBundle(['test/engine/owner.child.ts', 'src/engine/worker.ts']);

  it('goes on from another process within seconds; until then it says 503, never 500', async () => {
    const ports = [await freePort(), await freePort()];
    const owner = product.run({ PORT: String(ports[0]) });
    await owner.ready;
    const other = product.run({ PORT: String(ports[1]) });
    await other.ready;
    expect(other.said()).to.contain('served by another process');

    const answers: { status: number; retryAfter: string | null }[] = [];
    let isOver = false;
    const ask = async () => {
      while (!isOver) {
        const { status, headers } = await fetch(`http://127.0.0.1:${ports[1]}/api/shop`);
        answers.push({ status, retryAfter: headers.get('retry-after') });
      }
    };
    const asking = Promise.all(Array.from({ length: 4 }, ask));
    const answered = async (more: number) => {
      const goal = answers.filter(({ status }) => status === 200).length + more;
      while (answers.filter(({ status }) => status === 200).length < goal)
        await new Promise((resolve) => setTimeout(resolve, 10));
    };
    await answered(20);
    owner.child.kill('SIGKILL');
    await owner.ended;
    const died = Date.now();
    await answered(20);
    isOver = true;
    await asking;
    expect(Date.now() - died).to.be.lessThan(10_000);
    const odd = answers.filter(
      ({ status, retryAfter }) => status !== 200 && !(status === 503 && retryAfter !== null),
    );
    expect(odd).to.deep.equal([]);
    expect(other.said()).to.contain('this process serves it now');
  });

  it('answers 503 with Retry-After where nobody takes over, and says that it may be sent again', async () => {
    const child = spawn(process.execPath, [built('owner.child.ts')], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    child.stdin.write(`${path.join(product.folder, 'alone')}\n`);
    const [said] = (await once(child.stdout, 'data')) as [Buffer];
    const db = await connectDb(/mongodb:\S+/.exec(said.toString())?.[0] ?? '');
    const app = express();
    app.get('/', async (_req, res) => {
      res.json(await db.collection('rows').countDocuments({}));
    });
    app.use(
      explainOutage,
      problemHandler(() => undefined),
    );
    const client = await serve(app);
    expect(await client.send('GET', '/')).to.include({ status: 200 });
    child.kill('SIGKILL');
    await once(child, 'exit');
    const { status, headers, body } = await client.send('GET', '/');
    expect(status).to.equal(503);
    expect(headers.get('retry-after')).to.equal('1');
    expect(body).to.include({ code: 'database.lost' });
    await client.close();
    await db.close();
  });
});
