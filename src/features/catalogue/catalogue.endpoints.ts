import Joi from 'joi';
import { created, json } from '../../http/answer.ts';
import { endpoint } from '../../http/endpoint.ts';
import type { Actor } from '../../shared/actor.ts';
import type { Command } from '../../shared/command.ts';
import { object } from '../../shared/schema.ts';
import {
  byOffer,
  bySku,
  newOffer,
  newProduct,
  newSku,
  newTiers,
  offerId,
  pack,
  price,
  priceChangeView,
  priceChangeViewOf,
  productId,
  skuId,
  versionView,
} from './catalogue.schema.ts';
import type { CatalogueService } from './catalogue.service.ts';
import { ownOffers, ownOffersOf } from './shop.schema.ts';

/** Products and packs for the operator, offers for cooperatives, over HTTP. */
export function catalogueEndpoints(catalogue: CatalogueService) {
  return [
    endpoint({
      method: 'POST',
      path: '/api/products',
      who: ['operator'],
      summary: 'Enter a product',
      body: newProduct,
      command: true,
      answer: created(object({ id: productId })),
      handle: async ({ body, command }) => {
        const { id } = await catalogue.createProduct(body, command);
        return { location: `/api/products/${id}`, body: { id } };
      },
    }),

    endpoint({
      method: 'POST',
      path: '/api/skus',
      who: ['operator'],
      summary: 'Enter a pack of a product, with its first version',
      body: newSku,
      command: true,
      answer: created(object({ id: skuId })),
      handle: async ({ body, command }) => {
        const { id, productId } = await catalogue.createSku(body, command);
        return { location: `/api/products/${productId}`, body: { id } };
      },
    }),

    endpoint({
      method: 'PUT',
      path: '/api/skus/:skuId/pack',
      who: ['operator'],
      summary: 'Say what a pack holds from now on: a new version, orders and offers keep theirs',
      params: bySku,
      body: pack,
      command: true,
      answer: json(versionView),
      handle: ({ params, body, command }) => catalogue.reviseSku(params.skuId, body, command),
    }),

    endpoint({
      method: 'GET',
      path: '/api/offers',
      who: ['cooperative'],
      summary: 'What my organisation offers and has withdrawn, with the history of its prices',
      answer: json(ownOffers),
      handle: async ({ actor }) => ownOffersOf(await catalogue.ofSeller(actor.orgId)),
    }),

    endpoint({
      method: 'POST',
      path: '/api/offers',
      who: ['cooperative'],
      summary: 'Offer a pack to consumers or canteens',
      body: newOffer,
      command: true,
      answer: created(object({ id: offerId })),
      handle: async ({ actor, body, command }) => {
        const { id } = await catalogue.offer(body, bySeller(actor, command));
        return { location: `/api/offers/${id}`, body: { id } };
      },
    }),

    endpoint({
      method: 'PUT',
      path: '/api/offers/:offerId/price',
      who: {
        roles: ['cooperative'],
        ownersOf: (params) => catalogue.ownersOf(params.offerId),
      },
      summary: 'Change the price; orders already placed keep theirs',
      params: byOffer,
      body: price,
      command: true,
      answer: json(priceChangeView),
      handle: async ({ actor, params, body, command }) =>
        priceChangeViewOf(await catalogue.setPrice(params.offerId, body, bySeller(actor, command))),
    }),

    endpoint({
      method: 'PUT',
      path: '/api/offers/:offerId/tiers',
      who: {
        roles: ['cooperative'],
        ownersOf: (params) => catalogue.ownersOf(params.offerId),
      },
      summary: 'Say what it costs from so many units on; an empty list takes the tiers away',
      params: byOffer,
      body: newTiers,
      command: true,
      answer: json(priceChangeView),
      handle: async ({ actor, params, body, command }) => {
        const by = bySeller(actor, command);
        return priceChangeViewOf(await catalogue.setTiers(params.offerId, body.tiers, by));
      },
    }),

    endpoint({
      method: 'PUT',
      path: '/api/offers/:offerId/withdrawal',
      who: {
        roles: ['cooperative'],
        ownersOf: (params) => catalogue.ownersOf(params.offerId),
      },
      summary: 'Take an offer off the shelf; offering it again puts it back',
      params: byOffer,
      body: Joi.object<object>({}),
      command: true,
      handle: ({ actor, params, command }) =>
        catalogue.withdraw(params.offerId, bySeller(actor, command)),
    }),
  ];
}

export type CatalogueEndpoint = ReturnType<typeof catalogueEndpoints>[number];

function bySeller({ orgId, userId }: Actor, command: Command) {
  return { sellerId: orgId, userId, command };
}
