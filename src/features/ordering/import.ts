import { ALIASES } from '../../shared/facts/aliases.ts';
import { roundedUp, type UnitRules } from '../../shared/units.ts';

export type ImportCell = string | number | boolean | null;

/** One row of a list as somebody wrote it. */
export interface WantedRow {
  /** Its number in the list, from 1. */
  readonly row: number;
  readonly text: string;
  readonly amount: number | null;
  /** `kg`, `斤`, `箱`; empty: not said. */
  readonly unit: string;
}

/** An offer that a row could mean. */
export interface Candidate extends UnitRules {
  readonly offerId: string;
  readonly name: string;
  readonly varieties: readonly string[];
  /** Pinyin and initials of its name, folded. */
  readonly forms: readonly string[];
  readonly spec: string;
  readonly pack: string;
  /** Ordered before: the likelier one of two. */
  readonly isUsual: boolean;
}

interface Choice {
  readonly offerId: string;
  readonly units: number;
  /** Whether exactly the amount written; else it was rounded up to what can be ordered. */
  readonly isExact: boolean;
}

export interface ImportedRow extends WantedRow {
  readonly state: 'matched' | 'doubtful' | 'unmatched';
  /** Best first. */
  readonly choices: readonly Choice[];
}

const NAME_HEAD = /品名|名称|商品|货品|菜名|食材|品种|^name$|^item$|product/i;
const AMOUNT_HEAD = /数量|采购量|订购|需求|重量|^qty$|quantity|amount/i;
const UNIT_HEAD = /单位|^unit$/i;
const SPEC_HEAD = /规格|^spec/i;

/** A pasted list as cells: tabs, or else blanks before the amount. */
export function cellsOfText(text: string): string[][] {
  return text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter(Boolean)
    .map((line) => (line.includes('\t') ? line.split('\t') : splitAmount(line)));
}

function splitAmount(line: string): string[] {
  const parts = /^(.*?)[\s,，:：]+(\d[\d.]*\s*\S{0,4})$/.exec(line.normalize('NFKC'));
  return parts ? [parts[1] ?? '', parts[2] ?? ''] : [line];
}

/** The rows that ask for something: by the heads of their columns, or name first and then amount. */
export function wantedRows(cells: readonly (readonly ImportCell[])[]): WantedRow[] {
  const texts = cells.map((row) => row.map((cell) => fold(cell)));
  const headAt = texts.slice(0, 10).findIndex((row) => row.some((text) => NAME_HEAD.test(text)));
  const head = headAt >= 0 ? (texts[headAt] ?? []) : [];
  const column = (shape: RegExp) => head.findIndex((text) => shape.test(text));
  const at = {
    ...{ name: column(NAME_HEAD), amount: column(AMOUNT_HEAD) },
    ...{ unit: column(UNIT_HEAD), spec: column(SPEC_HEAD) },
  };
  return texts
    .map((row, place) => ({ row: place + 1, ...wantedIn(row, at) }))
    .filter(({ row, text }) => row > headAt + 1 && text !== '');
}

interface Columns {
  readonly name: number;
  readonly amount: number;
  readonly unit: number;
  readonly spec: number;
}

function wantedIn(row: readonly string[], { name, amount, unit, spec }: Columns) {
  const cell = (place: number) => (place >= 0 ? (row[place] ?? '') : '');
  const nameAt = name >= 0 ? name : row.findIndex((text) => text !== '' && !isAmount(text));
  const said = AMOUNT.exec(cell(amount >= 0 ? amount : amountAfter(nameAt, row)));
  return {
    text: `${cell(nameAt)} ${cell(spec)}`.trim(),
    amount: said ? Number(said[1]) : null,
    unit: cell(unit) || (said?.[2] ?? ''),
  };
}

function amountAfter(nameAt: number, row: readonly string[]): number {
  return row.findIndex((text, place) => place > nameAt && isAmount(text));
}

const AMOUNT = /^(\d{1,7}(?:\.\d{1,3})?)\s*(\D{0,6})$/;
const isAmount = (text: string) => AMOUNT.test(text);

function fold(cell: ImportCell): string {
  return String(cell ?? '')
    .normalize('NFKC')
    .trim();
}

const COUNTIES = /^(砀山县?|萧县|灵璧县?|泗县|埇桥区?|宿州市?|大棚|夹沟|栏杆|符离集|大路口)/;
const EXTRA =
  /[(（[【].*?[)）\]】]|\d+(\.\d+)?\s*(kg|g|斤|公斤|千克|克|枚|个|只|袋|箱|件|盒|筐)(装|\/\S+)?|(一|二|特)级果?|食堂果|散装|箱装|袋装|筐装|新鲜|鲜品|优质|精品|本地/gi;

/** A name without spec, unit, grade and praise. */
export function coreOf(text: string): string {
  const bare = text.normalize('NFKC').toLowerCase().replaceAll(EXTRA, ' ');
  const [first = ''] = bare.trim().split(/[\s/、,;·]+/);
  return first.replace(COUNTIES, '') || first;
}

interface Prepared extends Candidate {
  readonly core: string;
  readonly words: readonly string[];
}

/**
 * What each row could mean. Certain ones are matched; where two come close, or none does well, somebody
 * chooses. Nothing is ordered by it.
 */
export function matchRows(
  wanted: readonly WantedRow[],
  candidates: readonly Candidate[],
): ImportedRow[] {
  const prepared = candidates.map((each) => {
    const core = coreOf(each.name);
    const words = [core, ...each.varieties, ...synonymsOf(core)].map((word) => word.toLowerCase());
    return { ...each, core, words };
  });
  const byText = new Map<string, ReturnType<typeof ranked>>();
  return wanted.map((row) => {
    const key = `${row.text}\n${row.unit}`;
    const known = byText.get(key) ?? ranked(row, prepared);
    byText.set(key, known);
    return { ...row, ...decided(row, known) };
  });
}

/** Far enough ahead of the next to be meant, and good enough at all. */
const CERTAIN = 0.75;
const AHEAD = 0.05;
const POSSIBLE = 0.4;
const CHOICES = 5;

type Ranked = readonly { readonly candidate: Prepared; readonly score: number }[];

function decided(
  { amount, unit }: WantedRow,
  rank: Ranked,
): Pick<ImportedRow, 'state' | 'choices'> {
  const [best, second] = rank;
  if (!best) return { state: 'unmatched', choices: [] };
  const isAlone = !second || best.score - second.score >= AHEAD;
  const isCertain = best.score >= CERTAIN && isAlone && amount !== null;
  const choices = rank.map(({ candidate }) => choiceOf(candidate, amount ?? 0, unit));
  return isCertain
    ? { state: 'matched', choices: choices.slice(0, 1) }
    : { state: 'doubtful', choices };
}

function ranked(row: WantedRow, candidates: readonly Prepared[]): Ranked {
  return candidates
    .map((candidate) => ({ candidate, score: scoreOf(row, candidate) }))
    .filter(({ score }) => score >= POSSIBLE)
    .sort((a, b) => b.score - a.score || (a.candidate.offerId < b.candidate.offerId ? -1 : 1))
    .slice(0, CHOICES);
}

function scoreOf({ text, unit }: WantedRow, candidate: Prepared): number {
  const core = coreOf(text);
  const name = nameScore(core, text, candidate);
  if (name < POSSIBLE) return 0;
  const numbers = text.match(/\d+(\.\d+)?/g) ?? [];
  const isSpec = numbers.length > 0 && numbers.every((n) => candidate.spec.includes(n));
  const bonus =
    (isSpec ? 0.1 : 0) +
    (unit !== '' && unit === candidate.pack ? 0.08 : 0) +
    (candidate.isUsual ? 0.06 : 0);
  return name + bonus;
}

function nameScore(
  core: string,
  text: string,
  { core: own, words, name, forms }: Prepared,
): number {
  const whole = text.normalize('NFKC').toLowerCase().replaceAll(/\s+/g, '');
  if (core === '') return 0;
  if (whole === name.toLowerCase().replaceAll(/\s+/g, '')) return 1.05;
  if (core === own) return 1;
  if (words.includes(core) || words.includes(whole)) return 0.95;
  if (forms.includes(whole)) return 0.9;
  return isWithin(core, own) || isWithin(own, core) ? 0.8 : 0.75 * alike(core, own);
}

const isWithin = (part: string, whole: string) => part.length >= 2 && whole.includes(part);

/** How many pairs of characters two words share, 0 to 1. */
function alike(a: string, b: string): number {
  const pairs = (word: string) =>
    Array.from({ length: Math.max(0, word.length - 1) }, (_, at) => word.slice(at, at + 2));
  const [one, other] = [pairs(a), pairs(b)];
  if (one.length === 0 || other.length === 0) return 0;
  return (2 * one.filter((pair) => other.includes(pair)).length) / (one.length + other.length);
}

function synonymsOf(core: string): readonly string[] {
  return ALIASES.find((group) => group.some((word) => word === core || core.endsWith(word))) ?? [];
}

const GRAMS: Readonly<Record<string, number>> = {
  ...{ kg: 1_000, KG: 1_000, Kg: 1_000, 公斤: 1_000, 千克: 1_000 },
  ...{ 斤: 500, 市斤: 500, jin: 500, g: 1, 克: 1 },
};

/** The amount in units of the offer: weights become units, and parts are rounded up. */
function choiceOf(candidate: Prepared, amount: number, unit: string): Choice {
  const grams = GRAMS[unit.trim()];
  const wanted = grams === undefined ? amount : (amount * grams) / candidate.nominalG;
  const units = amount === 0 ? 0 : roundedUp(wanted, candidate);
  return { offerId: candidate.offerId, units, isExact: Math.abs(units - wanted) < 1e-9 };
}
