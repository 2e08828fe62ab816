import { json } from '../../http/answer.ts';
import { endpoint } from '../../http/endpoint.ts';
import { byProduct } from './catalogue.schema.ts';
import { basketQuery, basketView, productPage, shopFilter, shopPage } from './shop.schema.ts';
import type { ShopService } from './shop.service.ts';

/** The shop over HTTP: what its pages show, for whoever asks. */
export function shopEndpoints(shop: ShopService) {
  return [
    endpoint({
      method: 'GET',
      path: '/api/shop',
      who: 'anyone',
      summary: 'What is offered to consumers: what is there first',
      query: shopFilter,
      answer: json(shopPage),
      handle: ({ query }) => shop.listShop(query),
    }),

    endpoint({
      method: 'GET',
      path: '/api/basket',
      who: 'anyone',
      summary:
        'Offers by their ids, separated by commas, as they are today; those withdrawn are left out',
      query: basketQuery,
      answer: json(basketView),
      handle: ({ query }) => shop.basket(query.ids.split(',').filter(Boolean)),
    }),

    endpoint({
      method: 'GET',
      path: '/api/products/:productId',
      who: 'anyone',
      summary: 'One product, with every pack that is offered to consumers',
      params: byProduct,
      answer: json(productPage),
      handle: ({ params }) => shop.productPage(params.productId),
    }),
  ];
}

export type ShopEndpoint = ReturnType<typeof shopEndpoints>[number];
