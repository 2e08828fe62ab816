import { expect } from 'chai';
import { runLoops } from '../../src/platform/loops.ts';

describe('background loops', () => {
  it('go on at once while there is work, and end when told, after the step under way', async () => {
    const left = [1, 1, 1, 0];
    let steps = 0;
    let idle: () => void = () => undefined;
    const wasIdle = new Promise<void>((resolve) => (idle = resolve));
    const loop = {
      name: 'test',
      everyMs: 60_000,
      step: () => {
        steps += 1;
        const did = left.shift() ?? 0;
        if (did === 0) idle();
        return Promise.resolve(did);
      },
    };
    const running = runLoops([loop], () => expect.fail());
    await wasIdle;
    await running.stop();
    expect(steps).to.equal(4);
  });

  it('report a step that failed and try again', async () => {
    const failures: string[] = [];
    let calls = 0;
    const again = new Promise<void>((resolve) => {
      const step = () => {
        calls += 1;
        if (calls === 1) return Promise.reject(new Error('no luck'));
        resolve();
        return Promise.resolve(0);
      };
      const report = (error: unknown, name: string) => failures.push(`${name}: ${String(error)}`);
      const running = runLoops([{ name: 'test', everyMs: 1, step }], report);
      void new Promise((done) => setTimeout(done, 200)).then(() => running.stop());
    });
    await again;
    expect(failures).to.deep.equal(['test: Error: no luck']);
  });
});
