import { checkRepeat, type Command } from '../../shared/command.ts';
import { AppError } from '../../shared/errors.ts';
import type { Product } from './product.ts';
import type { ProductStore } from './product.store.ts';
import {
  skuNotFound,
  startVersion,
  versionId,
  type NewSku,
  type Pack,
  type Sku,
  type SkuVersion,
} from './sku.ts';

interface Deps {
  products: ProductStore;
  product: (id: string) => Promise<Product>;
  now: () => Date;
}

/** The packs products are sold in, and what was in them when. The operator enters them. */
export function createSkuService({ products, product, now }: Deps) {
  /**
   * Enters a pack with its first version, once per command.
   * @throws AppError `product.not-found`, `sku.exists`, `sku.weights-crossed`, `request.key-reused`
   */
  async function createSku({ pack, ...draft }: NewSku, command: Command): Promise<Sku> {
    const which = { id: draft.id, n: 1, product: await product(draft.productId) };
    const started = startVersion(which, pack, { now: now(), command });
    if (!(await products.insertVersion(started))) await checkFirst(draft.id, command);
    // Also after a repeat: had the first try died between the two, this is its second half.
    const made = { ...draft, version: 1 };
    return (await products.insertSku(made)) ? made : sku(draft.id);
  }

  /** Passes when it was this command that made the first version. */
  async function checkFirst(skuId: string, command: Command): Promise<void> {
    const first = await products.version(versionId(skuId, 1));
    if (first?.command.key !== command.key) {
      throw new AppError('conflict', 'sku.exists', `There is a sku ${skuId} already.`);
    }
    checkRepeat(first.command, command);
  }

  /**
   * What a pack holds from now on, as a new version; offers and orders keep the one they name.
   * Once per command, and numbered without gaps however many ask at once.
   * @throws AppError `sku.not-found`, `sku.weights-crossed`, `sku.busy`, `request.key-reused`
   */
  async function reviseSku(skuId: string, pack: Pack, command: Command): Promise<SkuVersion> {
    const of = await product((await sku(skuId)).productId);
    for (let tries = 0; tries < 5; tries += 1) {
      const versions = await products.versionsOf(skuId);
      const earlier = versions.find((version) => version.command.key === command.key);
      if (earlier) checkRepeat(earlier.command, command);

      const which = { id: skuId, n: versions.length + 1, product: of };
      const version = earlier ?? startVersion(which, pack, { now: now(), command });
      if (earlier || (await products.insertVersion(version))) {
        await products.pointAt(skuId, version.n);
        return version;
      }
    }
    throw new AppError('busy', 'sku.busy', `Others are changing ${skuId}. Please try again.`);
  }

  /** @throws AppError `sku.not-found` */
  async function sku(id: string): Promise<Sku> {
    const known = await products.sku(id);
    if (!known) throw skuNotFound(id);
    return known;
  }

  /** The newest version of a pack. @throws AppError `sku.not-found` */
  async function currentVersion(skuId: string): Promise<SkuVersion> {
    const { version } = await sku(skuId);
    const current = await products.version(versionId(skuId, version));
    if (!current) throw skuNotFound(skuId);
    return current;
  }

  const skus = () => products.allSkus();
  const skuVersion = (id: string) => products.version(id);
  return { createSku, reviseSku, sku, skus, skuVersion, currentVersion };
}

export type SkuService = ReturnType<typeof createSkuService>;
