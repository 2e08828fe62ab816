/** Above these the cold chain is broken, in tenths of a degree (`trace.md` §6): 30 minutes, or as measured. */
const LIMITS_C10: Readonly<Record<string, number>> = { chilled: 80, fruit: 80, frozen: -120 };

/** The strictest limit that was passed, of the zones aboard; undefined: all is well. */
export function coldBreach(zones: readonly string[], tempC10: number): number | undefined {
  const limits = zones.flatMap((zone) => LIMITS_C10[zone] ?? []);
  const passed = limits.filter((limit) => tempC10 > limit);
  return passed.length > 0 ? Math.min(...passed) : undefined;
}
