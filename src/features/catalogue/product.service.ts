import { checkRepeat, type Command } from '../../shared/command.ts';
import { AppError } from '../../shared/errors.ts';
import { productNotFound, startProduct, type NewProduct, type Product } from './product.ts';
import type { ProductStore } from './product.store.ts';

interface Deps {
  products: ProductStore;
  now: () => Date;
}

/** Products: what is the same in every pack and batch. The operator enters them. */
export function createProductService({ products, now }: Deps) {
  /**
   * Enters a product, once per command.
   * @throws AppError `product.exists`, `product.papers-missing`, `product.banned-words`, `request.key-reused`
   */
  async function createProduct(draft: NewProduct, command: Command): Promise<Product> {
    const started = startProduct(draft, { now: now(), command });
    if (await products.insertProduct(started)) return started;

    const earlier = await product(draft.id);
    if (earlier.command.key !== command.key) {
      const message = `There is a product ${draft.id} already.`;
      throw new AppError('conflict', 'product.exists', message);
    }
    checkRepeat(earlier.command, command);
    return earlier;
  }

  /** @throws AppError `product.not-found` */
  async function product(id: string): Promise<Product> {
    const known = await products.product(id);
    if (!known) throw productNotFound(id);
    return known;
  }

  return { createProduct, product, products: () => products.allProducts() };
}

export type ProductService = ReturnType<typeof createProductService>;
