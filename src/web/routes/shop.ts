import {
  byProduct,
  productPage,
  shopFilter,
  shopView,
  type ShopService,
} from '../../features/catalogue/index.ts';
import type { Endpoint } from '../../http/endpoint.ts';
import { object } from '../../shared/schema.ts';
import { page } from '../page.tsx';
import Cart from '../pages/shop/Cart.tsx';
import Product from '../pages/shop/Product.tsx';
import Shop from '../pages/shop/Shop.tsx';

interface Deps {
  readonly shop: Pick<ShopService, 'listShop' | 'productPage'>;
}

/** The shop of consumers: works without signing in. */
export function shopPages({ shop }: Deps): Endpoint[] {
  return [
    page({
      path: '/',
      who: 'anyone',
      area: 'shop',
      query: shopFilter,
      load: async ({ query }) => {
        const { after, limit, ...filter } = query;
        return { ...(await shop.listShop(query)), filter };
      },
      props: shopView,
      title: (w, { filter }) => (filter.q === undefined ? w.title : w.found(filter.q)),
      view: Shop,
      islands: ['shop/AddToBasket'],
    }),
    page({
      path: '/p/:productId',
      who: 'anyone',
      area: 'shop',
      params: byProduct,
      load: ({ params }) => shop.productPage(params.productId),
      props: productPage,
      title: (w, { product }) => w.product.title(product),
      about: (w, { product }) => ({
        description: w.product.description(w.product.title(product), w.counties[product.countyId]),
      }),
      view: Product,
      islands: ['shop/AddToBasket', 'shop/BasketBar'],
    }),
    page({
      path: '/cart',
      who: 'anyone',
      area: 'shop',
      load: () => ({}),
      props: object({}),
      title: (w) => w.cart.title,
      view: Cart,
      client: 'shop/Cart',
    }),
  ];
}
