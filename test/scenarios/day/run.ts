import { beginDay, STEPS } from './day.ts';
import { openWorld } from './world.ts';

/** `npm run demo:day`: plays the day, saying each step in words. */
const world = await openWorld(process.env['MONGODB_URI']);
const say = (words: string) => {
  console.info(`   ${words}`);
};
try {
  console.info(`演示日：${world.origin}`);
  const day = await beginDay(world, say);
  for (const { words, play } of STEPS) {
    console.info(words);
    await play(day);
  }
  console.info('这一天对得上 The day adds up.');
} finally {
  await world.close();
}
