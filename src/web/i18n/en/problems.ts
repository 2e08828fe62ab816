import { fieldProblems } from './problems-field.ts';
import { words as goodsProblems } from './problems-goods.ts';
import { accountsProblems } from './problems-accounts.ts';
import { basesProblems } from './problems-bases.ts';
import { claimsProblems } from './problems-claims.ts';
import { moneyProblems } from './problems-money.ts';
import { ordersProblems } from './problems-orders.ts';
import { tradeProblems } from './problems-trade.ts';
import type { words as zh } from '../zh/problems.ts';

export const words: typeof zh = {
  byCode: {
    ...fieldProblems,
    ...goodsProblems, // first: a feature's own words win
    ...accountsProblems,
    ...basesProblems,
    ...claimsProblems,
    ...ordersProblems,
    ...moneyProblems,
    ...tradeProblems,
    'request.invalid': 'Some fields are not right. Please check and try again.',
    'request.unreadable': 'We cannot read this request.',
    'request.too-large': 'That is too large. Please send less.',
    'request.unsupported': 'This format is not supported.',
    'request.key-missing': 'The form is incomplete. Please reload the page and try again.',
    'request.key-reused': 'This form has already sent something else. Please reload the page.',
    'actor.missing': 'Please sign in.',
    'token.invalid': 'Your credentials are no good. Please sign in again.',
    'task.not-found': 'There is no such task; perhaps it is done.',
    'notice.not-found': 'There is no such message.',
    'transformation.mass-gained': 'More came out than went in. Please check the weights.',
    'transformation.one-product': 'Only processing makes another product.',
    'transformation.one-lot': 'Packing is of one batch; choose mixing for several.',
    'transformation.lot-twice': 'Name each batch once.',
    'transformation.not-found': 'There is no such work order.',
    'lot.not-in-custody': 'This batch is in somebody else’s keeping.',
    'role.forbidden': 'This page is not for your account.',
    'origin.foreign': 'This did not come from a page of ours, so nothing was done.',
    'resource.not-found': 'Not found. It may have moved, or belongs to another organisation.',
    'route.not-found': 'There is no such page. Check the address, or start from the front page.',
    'server.failed': 'Something failed on our side and has been recorded. Please try again later.',
    'server.not-ready': 'The system is getting ready. Please try again in a moment.',
    'database.lost':
      'We cannot reach our records for a moment. Please send it again; it counts once.',
  },
  byStatus: {
    400: 'Something in the request is not right. Please check and try again.',
    401: 'Please sign in.',
    403: 'Your account may not do this.',
    404: 'Not found.',
    409: 'Things have changed meanwhile. Please reload and try again.',
    413: 'That is too large.',
    415: 'This format is not supported.',
    422: 'This form has been used. Please reload the page.',
    429: 'Too many tries. Please wait a moment.',
    503: 'We are busy. Please try again in a moment.',
    507: 'Storage is full. Please tell the operator.',
  },
  otherwise: 'Something failed on our side. Please try again later.',
};
