import { words as account } from './account.ts';
import { words as admin } from './admin.ts';
import { words as bases } from './bases.ts';
import { words as basket } from './basket.ts';
import { words as batches } from './batches.ts';
import { words as canteen } from './canteen.ts';
import { words as common } from './common.ts';
import { words as docs } from './docs.ts';
import { words as field } from './field.ts';
import { words as frame } from './frame.ts';
import { words as officer } from './officer.ts';
import { words as offers } from './offers.ts';
import { words as problems } from './problems.ts';
import { words as receiving } from './receiving.ts';
import { words as shipping } from './shipping.ts';
import { words as shop } from './shop.ts';
import { words as claims } from './claims.ts';
import { words as tasks } from './tasks.ts';
import { words as trace } from './trace.ts';
import { words as money } from './money.ts';
import { words as work } from './work.ts';
import { words as trade } from './trade.ts';

/** Every dictionary, for the server. The browser fetches `common` and the area of its page. */
export const zh = {
  account,
  admin,
  bases,
  basket,
  batches,
  canteen,
  common,
  docs,
  field,
  frame,
  officer,
  offers,
  problems,
  receiving,
  shipping,
  shop,
  claims,
  tasks,
  trace,
  money,
  work,
  trade,
};

export type Dictionaries = typeof zh;
