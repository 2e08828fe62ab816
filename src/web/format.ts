import type { Lang } from './i18n/lang.ts';
import { UNITS } from './i18n/units.ts';

/**
 * Pure formatters, the same in Node and in every browser: arithmetic alone, no `Intl`, no clock, no
 * locale of the machine. Their texts would differ between ICU versions, and a difference is a
 * hydration mismatch.
 */
const CHINA_MS = 8 * 3_600_000;

const two = (n: number) => String(n).padStart(2, '0');
const thousands = (digits: string) => digits.replace(/\B(?=(\d{3})+$)/g, ',');

/** 123456 → ¥1,234.56 */
export function yuan(fen: number): string {
  const whole = Math.trunc(Math.abs(fen) / 100);
  return `${fen < 0 ? '−' : ''}¥${thousands(String(whole))}.${two(Math.abs(fen) % 100)}`;
}

/** A ratio with at most three decimals, none superfluous: 2500, 1000 → 2.5 */
function decimal(amount: number, per: number): string {
  const [whole = '0', rest = ''] = (amount / per).toFixed(3).split('.');
  const decimals = rest.replace(/0+$/, '');
  return thousands(whole) + (decimals && `.${decimals}`);
}

/** 2500 → 2.5 kg, as labels, contracts and papers say it. */
export function kilograms(grams: number): string {
  return `${decimal(grams, 1000)} kg`;
}

/** 2500 → 5 斤 (500 g each). Only beside kilograms. */
export function jin(grams: number, lang: Lang): string {
  return `${decimal(grams, 500)} ${UNITS[lang].jin}`;
}

/** 9000000 g → 9 t */
export function tonnes(grams: number): string {
  return `${decimal(grams, 1_000_000)} t`;
}

/** '2026-09-20' as people write it. A business date is a text, never a Date. */
export function day(date: string, lang: Lang): string {
  return UNITS[lang].day(...partsOf(date));
}

/** '2026-09-20' with its weekday, where the year needs no saying. */
export function dayAndWeekday(date: string, lang: Lang): string {
  const [, month, dayOfMonth] = partsOf(date);
  const weekday = new Date(`${date}T00:00:00Z`).getUTCDay();
  return UNITS[lang].weekday(weekday, month, dayOfMonth);
}

function partsOf(date: string): [year: number, month: number, day: number] {
  const [year = 0, month = 1, dayOfMonth = 1] = date.split('-').map(Number);
  return [year, month, dayOfMonth];
}

/** The business date of an instant: China has kept UTC+8 all year since 1991. */
export function dayOf(instant: string): string {
  return inChina(instant).toISOString().slice(0, 10);
}

/** A UTC instant as the clock on a wall in China shows it: 14:05 */
export function clock(instant: string): string {
  const china = inChina(instant);
  return `${two(china.getUTCHours())}:${two(china.getUTCMinutes())}`;
}

/** Day and clock of an instant. */
export function moment(instant: string, lang: Lang): string {
  return `${day(dayOf(instant), lang)} ${clock(instant)}`;
}

function inChina(instant: string): Date {
  return new Date(Date.parse(instant) + CHINA_MS);
}

/** 620 of 1000 → 62% */
export function percent(permille: number): string {
  return `${decimal(permille, 10)}%`;
}
