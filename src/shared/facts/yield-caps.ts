/**
 * The most that one mu 亩 gives in one crop cycle, in grams, by product. null: not known,
 * shown as 产量上限未定 and never a block. A plot's cap is its mu times this.
 */
export const YIELD_CAPS_G_PER_MU: Readonly<Record<string, number | null>> = {
  'ds-pear-1': 3000000,
  'ds-pear-2': 3000000,
  'ds-pear-early': 3000000,
  'ds-peach': 3000000,
  'ds-can-peach': null,
  'ds-can-pear': null,
  'ds-pear-paste': null,
  'ds-morel': 300000,
  'ds-melon': 4000000,
  'ds-leaf-qc': 2000000,
  'ds-leaf-sc': 2000000,
  'ds-leaf-bc': 1500000,
  'ds-duck': null,
  'ds-barrel-chicken': null,
  'xx-goat-live': null,
  'xx-goat': null,
  'xx-soup': null,
  'xx-grape': 2000000,
  'xx-shine': 2000000,
  'xx-wine': null,
  'xx-noodle-sheet': null,
  'xx-carrot': 4000000,
  'lb-tomato': 8000000,
  'lb-egg': null,
  'lb-flour': 600000,
  'lb-beef': null,
  'sx-sweet-potato': 3000000,
  'sx-noodles': null,
  'sx-gourd': 3000000,
  'sx-gourd-shreds': null,
  'sx-soy': 250000,
  'sx-cloth-shoes': null,
  'yq-chicken-vac': null,
  'yq-chicken-fresh': null,
  'yq-rice': 600000,
  'yq-soy': 250000,
  'yq-beef': null,
  'yq-cabbage': 6000000,
  'yq-headcab': 5000000,
  'ds-pear-raw': 3000000,
  'xx-wine-grape': 1000000,
  'sx-starch': null,
};

/** The cap of a product, in grams a mu; null when nobody knows one. */
export function yieldCapGPerMu(productId: string): number | null {
  return YIELD_CAPS_G_PER_MU[productId] ?? null;
}
