import { fork } from 'node:child_process';
import { argv, execArgv, exit, stdout } from 'node:process';
import { fileURLToPath } from 'node:url';
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import type { Outcome } from './simulate.ts';

/**
 * `npm run sim -- <seeds> [variant] [--from N] [--death 0.05]`: that many runs on every core; the last
 * line is `failing N`, and the exit code 1 when N > 0. `--seed N --trace` prints every statement of one.
 */
const { values, positionals } = parseArgs({
  args: argv.slice(2),
  allowPositionals: true,
  options: {
    from: { type: 'string', default: '1' },
    seed: { type: 'string' },
    trace: { type: 'boolean', default: false },
    death: { type: 'string', default: '' },
    child: { type: 'boolean', default: false },
  },
});

interface Share {
  readonly from: number;
  readonly seeds: number;
  readonly variant: string;
  readonly death: string;
}

const [seeds = '1000', variant = 'good'] = positionals;
const whole: Share = {
  from: Number(values.seed ?? values.from),
  seeds: values.seed === undefined ? Number(seeds) : 1,
  variant,
  death: values.death,
};
if (values.child || values.trace) await runHere(whole, values.trace);
else await runEverywhere(whole);

/** One process: each outcome is told as soon as it is known. */
async function runHere({ from, seeds: count, death }: Share, isTraced: boolean): Promise<void> {
  const hook = () => undefined; // builders of tests register hooks
  Object.assign(globalThis, { before: hook, after: hook, beforeEach: hook, afterEach: hook });
  const { foundTown } = await import('./base.ts');
  const { simulate } = await import('./simulate.ts');
  const { breakerOf, storyOf } = await import('./variants.ts');
  const town = await foundTown();
  const trace = isTraced ? (line: string) => void stdout.write(`${line}\n`) : undefined;
  for (let seed = from; seed < from + count; seed += 1) {
    const ways = {
      breaker: breakerOf(variant),
      story: storyOf(variant),
      trace,
      ...(death !== '' && { death: Number(death) }),
    };
    const outcome = await simulate(town, { seed, ...ways });
    process.send?.(outcome);
    if (isTraced) stdout.write(`failing ${outcome.faults.length > 0 ? 1 : 0}\n`);
  }
  exit(0);
}

/** A child a core, each with its share of the seeds. */
async function runEverywhere({ from, seeds: count, death }: Share): Promise<void> {
  const cores = Math.max(1, Math.min(availableParallelism(), Math.ceil(count / 20)));
  const each = Math.ceil(count / cores);
  const started = Date.now();
  const [failing, totals] = [[] as Outcome[], {} as Record<string, number>];
  const tally = (outcome: Outcome) => {
    if (outcome.faults.length > 0) failing.push(outcome);
    for (const [what, n] of Object.entries(outcome.counts)) totals[what] = (totals[what] ?? 0) + n;
  };
  const shares = Array.from({ length: cores }, (_, core) => ({
    from: from + core * each,
    seeds: Math.min(each, count - core * each),
    ...{ variant, death },
  }));
  await Promise.all(shares.map((share) => runChild(share, tally)));
  for (const { seed, faults } of failing.toSorted((a, b) => a.seed - b.seed).slice(0, 10)) {
    stdout.write(
      `seed ${seed}\n${faults
        .slice(0, 5)
        .map((words) => `  ${words}\n`)
        .join('')}`,
    );
  }
  const secs = Math.round((Date.now() - started) / 1_000);
  stdout.write(`${JSON.stringify(totals)}\n${variant}: ${count} runs in ${secs} s\n`);
  stdout.write(`failing ${failing.length}\n`);
  exit(failing.length > 0 ? 1 : 0);
}

function runChild(share: Share, tell: (outcome: Outcome) => void): Promise<void> {
  const args = [String(share.seeds), share.variant, '--from', String(share.from), '--child'];
  if (share.death !== '') args.push('--death', share.death);
  const child = fork(fileURLToPath(import.meta.url), args, { execArgv });
  return new Promise((resolve, reject) => {
    child.on('message', (outcome) => {
      tell(outcome as Outcome); // as we send it
    });
    child.on('exit', (code) => {
      if (code === 0) resolve();
      else reject(new Error(`a child ended with ${String(code)}`));
    });
  });
}
