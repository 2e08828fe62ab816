import { mongo } from 'mongoose';
import { inLanes, median, REPETITIONS, timed } from './measure.ts';

type Collection = mongo.Collection<Item>;

/** A document of about 230 bytes, as the prototype's figures were made with. */
interface Item {
  sku: string;
  cat: number;
  price: number;
  name: string;
  at: Date;
  tags: (string | number)[];
  stock: number;
  desc: string;
}

const item = (i: number): Item => ({
  sku: `SKU-${i}`,
  cat: i % 200,
  price: (i * 7919) % 10_000,
  name: `Product number ${i}`,
  at: new Date(),
  tags: ['a', 'b', i % 10],
  stock: 10,
  desc: 'lorem ipsum '.repeat(8),
});

/** One figure of the table; `unit` says which way is better. */
export interface Figure {
  readonly name: string;
  readonly unit: 'per s' | 'ms';
  readonly value: number;
  /** The same work on the same kind of store before there was this engine (`database.md` §5). */
  readonly goal: number | undefined;
}

/** Fills an empty collection of two indexes with `n` documents, a thousand at a time. */
export async function fill(db: mongo.Db, n: number): Promise<Figure> {
  const items = db.collection<Item>('items');
  await items.createIndexes([{ key: { sku: 1 }, unique: true }, { key: { cat: 1, price: 1 } }]);
  const ms = await timed(async () => {
    for (let i = 0; i < n; i += 1_000) {
      await items.insertMany(Array.from({ length: Math.min(1_000, n - i) }, (_, j) => item(i + j)));
    }
  });
  return { name: 'insertMany(1000)', unit: 'per s', value: (n / ms) * 1_000, goal: 35_418 };
}

/** Every figure on a filled collection of `n`, each the median of three. */
export async function figures(db: mongo.Db, n: number): Promise<Figure[]> {
  const items = db.collection<Item>('items');
  return [
    ...(await writes(items, n)),
    ...(await singleReads(items, n)),
    ...(await ranges(items)),
    ...(await scans(items, n)),
  ];
}

const repeat = <T>(run: (round: number) => T): T[] =>
  Array.from({ length: REPETITIONS }, (_, round) => run(round));

async function each(run: (round: number) => Promise<number>): Promise<number> {
  const readings: number[] = [];
  for (const reading of repeat((round) => () => run(round))) readings.push(await reading());
  return median(readings);
}

/** How many a second, `lanes` at a time. */
const rate = (n: number, lanes: number, run: (i: number) => Promise<unknown>) =>
  each(
    async (round) =>
      (n / (await timed(() => inLanes(n, lanes, (i) => run(round * n + i))))) * 1_000,
  );

/** Milliseconds of one, of `n` in a row. */
const latency = (n: number, run: (i: number) => Promise<unknown>) =>
  each(async () => (await timed(() => inLanes(n, 1, run))) / n);

async function writes(items: Collection, n: number): Promise<Figure[]> {
  const serial = await rate(300, 1, (i) => items.insertOne(item(10 * n + i)));
  const parallel = await rate(2_000, 32, (i) => items.insertOne(item(20 * n + i)));
  const guarded = await rate(2_000, 32, (i) =>
    items.updateOne({ sku: `SKU-${i % n}`, stock: { $gte: 1 } }, { $inc: { stock: -1 } }),
  );
  return [
    { name: 'insertOne, one after the other', unit: 'per s', value: serial, goal: 1_414 },
    { name: 'insertOne, 32 at a time', unit: 'per s', value: parallel, goal: 4_774 },
    { name: 'guarded `$inc`, 32 at a time', unit: 'per s', value: guarded, goal: 3_114 },
  ];
}

async function singleReads(items: Collection, n: number): Promise<Figure[]> {
  const read = async (i: number): Promise<void> => {
    const found = await items.findOne({ sku: `SKU-${(i * 37) % n}` });
    if (!found) throw new Error(`SKU-${(i * 37) % n} is not there`);
  };
  const serial = await rate(800, 1, read);
  const parallel = await rate(4_000, 32, read);
  return [
    { name: 'findOne by index, one after the other', unit: 'per s', value: serial, goal: 2_465 },
    { name: 'findOne by index, 32 at a time', unit: 'per s', value: parallel, goal: 5_681 },
  ];
}

async function ranges(items: Collection): Promise<Figure[]> {
  const range = await latency(50, (i) => items.find({ cat: i, price: { $lt: 5_000 } }).toArray());
  const sorted = await latency(50, (i) =>
    items.find({ cat: i }).sort({ price: -1 }).limit(20).toArray(),
  );
  const counted = await latency(20, (i) => items.countDocuments({ cat: i }));
  return [
    { name: 'range on a compound index, 250 hits at 100,000', unit: 'ms', value: range, goal: 5.7 },
    { name: 'index, sort and limit 20', unit: 'ms', value: sorted, goal: 2.2 },
    { name: 'count by index', unit: 'ms', value: counted, goal: undefined },
  ];
}

async function scans(items: Collection, n: number): Promise<Figure[]> {
  const scan = await latency(3, () => items.findOne({ name: `Product number ${n - 1}` }));
  const group = await latency(1, () =>
    items.aggregate([{ $group: { _id: '$cat', n: { $sum: 1 }, s: { $sum: '$price' } } }]).toArray(),
  );
  const sortAll = await latency(1, () => items.find().sort({ price: -1 }).limit(20).toArray());
  return [
    { name: 'scan without index', unit: 'ms', value: scan, goal: 25 },
    { name: '`$group` over all', unit: 'ms', value: group, goal: 138 },
    { name: 'sort of all without index, limit 20', unit: 'ms', value: sortAll, goal: 598 },
  ];
}
