/** How much of it can be ordered: multiples of `stepUnits`, at least `minUnits`; decimals by weight. */
export interface UnitRules {
  /** Grams of one unit. */
  readonly nominalG: number;
  readonly stepUnits: number;
  readonly minUnits: number;
}

/** Thousandths of a unit, so that 0.1 and 0.2 are 0.3. */
const PER_UNIT = 1_000;
const milli = (units: number) => Math.round(units * PER_UNIT);

/** Grams of so many units: whole, since every step of a unit is. */
export function gramsOf(units: number, { nominalG }: Pick<UnitRules, 'nominalG'>): number {
  return Math.round((milli(units) * nominalG) / PER_UNIT);
}

/** Whether exactly so many can be ordered. */
export function isOrderable(units: number, { stepUnits, minUnits }: UnitRules): boolean {
  const asked = milli(units);
  const isExact = Math.abs(asked - units * PER_UNIT) < 1e-6;
  return isExact && asked >= milli(minUnits) && asked % milli(stepUnits) === 0;
}

/** What can be ordered nearest to what is wanted, and not less than that. */
export function roundedUp(units: number, { stepUnits, minUnits }: UnitRules): number {
  const [asked, step] = [milli(units), milli(stepUnits)];
  return Math.max(milli(minUnits), Math.ceil(asked / step) * step) / PER_UNIT;
}

/** What can be ordered of so many grams; 0 where it is less than the least. */
export function unitsWithin(grams: number, rules: UnitRules): number {
  const step = milli(rules.stepUnits);
  const units = Math.floor((grams * PER_UNIT) / rules.nominalG / step + 1e-9) * step;
  return units >= milli(rules.minUnits) ? units / PER_UNIT : 0;
}

/** Adds units without the dust of binary fractions. */
export function addUnits(units: readonly number[]): number {
  return units.reduce((sum, each) => sum + milli(each), 0) / PER_UNIT;
}

/** Whether a step, or a least, gives whole grams and no more than three decimals. */
export function isWholeStep(stepUnits: number, { nominalG }: Pick<UnitRules, 'nominalG'>): boolean {
  const isExact = Math.abs(milli(stepUnits) - stepUnits * PER_UNIT) < 1e-6;
  return isExact && (milli(stepUnits) * nominalG) % PER_UNIT === 0;
}
