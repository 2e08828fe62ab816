import type { Actor, Duty, Role } from '../shared/actor.ts';
import type { Dictionaries } from './i18n/zh/index.ts';

interface Item {
  readonly href: string;
  readonly word: keyof Dictionaries['frame']['menu'];
  /** Only for members with this duty; left out: for everybody in the role. */
  readonly duty?: Duty;
}

const MEMBERS: Item = { href: '/members', word: 'members', duty: 'admin' };
const SETTINGS: Item = { href: '/organisation/settings', word: 'settings', duty: 'admin' };
const TASKS: Item = { href: '/tasks', word: 'tasks' };
const CLAIMS: Item = { href: '/claims', word: 'claims' };
const INBOX: Item = { href: '/inbox', word: 'inbox' };
const ACCOUNT: Item = { href: '/account', word: 'account' };

/** What a role finds in its menu, in the order of a working day. */
const MENUS: Readonly<Record<Role, readonly Item[]>> = {
  consumer: [
    { href: '/', word: 'shop' },
    { href: '/cart', word: 'cart' },
    { href: '/orders', word: 'myOrders' },
    CLAIMS,
    INBOX,
    ACCOUNT,
  ],
  cooperative: [
    { href: '/coop', word: 'home' },
    { href: '/coop/orders', word: 'toShip' },
    CLAIMS,
    { href: '/coop/batches', word: 'batches' },
    { href: '/coop/work', word: 'work' },
    { href: '/coop/harvest', word: 'harvest' },
    { href: '/coop/bases', word: 'bases' },
    { href: '/coop/papers', word: 'papers' },
    { href: '/coop/offers', word: 'offers' },
    { href: '/coop/agreements', word: 'agreements' },
    { href: '/coop/rules', word: 'rules' },
    { href: '/coop/statements', word: 'statements' },
    { href: '/coop/windows', word: 'windows' },
    TASKS,
    INBOX,
    MEMBERS,
    SETTINGS,
    ACCOUNT,
  ],
  canteen: [
    { href: '/canteen/order', word: 'order', duty: 'buyer' },
    { href: '/canteen/approvals', word: 'approvals' },
    { href: '/canteen/standing', word: 'standing', duty: 'buyer' },
    { href: '/canteen/orders', word: 'orders' },
    { href: '/canteen/receive', word: 'receive', duty: 'receiver' },
    { href: '/canteen/ledger', word: 'ledger' },
    CLAIMS,
    { href: '/canteen/agreements', word: 'agreements' },
    { href: '/canteen/calendar', word: 'calendar' },
    { href: '/canteen/statements', word: 'statements' },
    { href: '/canteen/budget', word: 'budget' },
    TASKS,
    INBOX,
    MEMBERS,
    SETTINGS,
    ACCOUNT,
  ],
  officer: [{ href: '/officer/check', word: 'check' }, INBOX, MEMBERS, ACCOUNT],
  operator: [
    { href: '/admin/organisations', word: 'organisations' },
    { href: '/admin/agreements', word: 'agreements' },
    { href: '/admin/rules', word: 'rules' },
    TASKS,
    INBOX,
    CLAIMS,
    MEMBERS,
    ACCOUNT,
  ],
};

const STRANGER: readonly Item[] = [
  { href: '/', word: 'shop' },
  { href: '/cart', word: 'cart' },
  { href: '/sign-in', word: 'signIn' },
];

interface MenuItem extends Item {
  readonly current: boolean;
}

/** The menu of whoever asks, with the place where they are: the longest address that leads here. */
export function menuOf(actor: Actor | undefined, path: string): MenuItem[] {
  const items = actor ? MENUS[actor.role] : STRANGER;
  const mine = items.filter(({ duty }) => duty === undefined || actor?.duties.includes(duty));
  const here = mine
    .filter(({ href }) => path === href || (href !== '/' && path.startsWith(`${href}/`)))
    .sort((a, b) => b.href.length - a.href.length)[0];
  return mine.map((item) => ({ ...item, current: item === here }));
}
