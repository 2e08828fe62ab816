/**
 * The part of MongoDB that the product may use (`database.md` §2), as rules on the commands that the
 * driver sends. Pure: a command in, what is wrong with it out.
 */
export interface Sent {
  readonly name: string;
  readonly command: Readonly<Record<string, unknown>>;
}

const words = (text: string): ReadonlySet<string> => new Set(text.split(' '));

const COMMANDS = words(
  'find getMore killCursors insert update delete findAndModify count distinct aggregate create ' +
    'createIndexes listIndexes listCollections drop dropDatabase ping hello buildInfo endSessions explain',
);
const QUERY = words(
  '$eq $ne $gt $gte $lt $lte $in $nin $exists $type $and $or $nor $not $elemMatch $size $all $mod ' +
    '$regex $options',
);
const UPDATE = words(
  '$set $unset $inc $min $max $setOnInsert $push $addToSet $pull $pullAll $pop $rename $currentDate',
);
const PUSH = words('$each $slice $sort $position');
const STAGES = words(
  '$match $project $addFields $set $unset $group $sort $limit $skip $unwind $count $replaceRoot $lookup',
);
const EXPRESSIONS = words(
  '$sum $avg $min $max $first $last $push $addToSet $add $subtract $multiply $divide $mod $abs $floor ' +
    '$ceil $round $trunc $eq $ne $gt $gte $lt $lte $and $or $not $cmp $cond $ifNull $concat $toString ' +
    '$size $arrayElemAt $in $filter $map $literal',
);
const FORBIDDEN = words(
  'collation txnNumber startTransaction let readPreference bypassDocumentValidation',
);

type Doc = Readonly<Record<string, unknown>>;

const isDoc = (value: unknown): value is Doc =>
  typeof value === 'object' &&
  value !== null &&
  [Object.prototype, null].includes(Object.getPrototypeOf(value) as object | null);

const docs = (value: unknown): Doc[] => (Array.isArray(value) ? value.filter(isDoc) : []);

/** Every key that begins with `$`, however deep; positional parts of paths are none. */
function operatorsIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(operatorsIn);
  if (!isDoc(value)) return [];
  return Object.entries(value).flatMap(([key, inner]) => [
    ...(key.startsWith('$') ? [key] : []),
    ...operatorsIn(inner),
  ]);
}

const outside = (found: readonly string[], allowed: ReadonlySet<string>): string[] =>
  [...new Set(found)].filter((key) => !allowed.has(key));

/** What a command does that the product may not, in words; nothing for a command inside. */
export function faultsOf({ name, command }: Sent): string[] {
  if (!COMMANDS.has(name)) return [`command ${name}`];
  const options = Object.keys(command).filter((key) => FORBIDDEN.has(key));
  return [...options.map((key) => `option ${key}`), ...(RULES[name]?.(command) ?? [])];
}

const RULES: Readonly<Record<string, (command: Doc) => string[]>> = {
  find: (command) => [
    ...filterFaults(command['filter']),
    ...sortFaults(command['sort'], command['filter']),
  ],
  count: ({ query }) => filterFaults(query),
  distinct: ({ query }) => filterFaults(query),
  aggregate: ({ pipeline }) => docs(pipeline).flatMap(stageFaults),
  insert: ({ documents }) =>
    docs(documents).every((document) => '_id' in document) ? [] : ['an insert without _id'],
  update: ({ updates }) => docs(updates).flatMap(({ q, u }) => writeFaults(q, u)),
  delete: ({ deletes }) => docs(deletes).flatMap(({ q }) => writeFaults(q)),
  findAndModify: ({ query, update }) => writeFaults(query, update),
};

function filterFaults(filter: unknown): string[] {
  const found = outside(operatorsIn(filter), QUERY);
  return found.map((key) => `query operator ${key}`);
}

/** Pages are the same everywhere only when the last key of the order is unique. */
function sortFaults(sort: unknown, filter: unknown): string[] {
  const keys = sort instanceof Map ? [...sort.keys()] : isDoc(sort) ? Object.keys(sort) : [];
  const last = keys.at(-1) as string | undefined; // the driver sends a Map
  const isOne = isDoc(filter) && typeof filter['_id'] === 'string';
  return last === undefined || last === '_id' || isOne ? [] : [`sort ends in ${last}, not in _id`];
}

function writeFaults(filter: unknown, update?: unknown): string[] {
  const named = isDoc(filter) && '_id' in filter ? [] : ['a write that does not name _id'];
  const change = Array.isArray(update) ? ['an update by pipeline'] : updateFaults(update);
  return [...filterFaults(filter), ...named, ...change];
}

function updateFaults(update: unknown): string[] {
  if (!isDoc(update)) return [];
  return Object.entries(update).flatMap(([key, fields]) => {
    if (!key.startsWith('$')) return []; // a replacement
    const inner = key === '$pull' ? QUERY : PUSH;
    const within = outside(operatorsIn(fields), inner).map((one) => `${one} in ${key}`);
    return UPDATE.has(key) ? within : [`update operator ${key}`];
  });
}

function stageFaults(stage: Doc): string[] {
  return Object.entries(stage).flatMap(([key, inner]) => {
    if (!STAGES.has(key)) return [`stage ${key}`];
    if (key === '$match') return filterFaults(inner);
    if (key === '$lookup')
      return isDoc(inner) && 'pipeline' in inner ? ['$lookup by pipeline'] : [];
    return outside(operatorsIn(inner), EXPRESSIONS).map((one) => `expression ${one}`);
  });
}
