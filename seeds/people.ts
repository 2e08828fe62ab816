import type { NewOrganisation } from '../src/features/organisations/index.ts';
import { DUTIES, type Actor, type Duty, type Role } from '../src/shared/actor.ts';
import type { CountyId } from '../src/shared/facts/places.ts';
import {
  countyOf,
  facts,
  type AuthorityFacts,
  type CanteenFacts,
  type OrganisationFacts,
} from './facts.ts';
import { aCommand, type Stage } from './stage.ts';

/** One password for every demo account; printed at each demo start, refused in production. */
export const DEMO_PASSWORD = 'suhang-demo-2026';

const CONTACT = { name: '示例联系人', phone: '0000-0000000' };
const SELLERS = ['cooperative', 'processor', 'company'];

/** Who is on the stage: by the id of `facts.json`, the first admin with every duty of the house. */
export interface Cast {
  readonly operator: Actor;
  readonly sellers: ReadonlyMap<string, Actor>;
  readonly canteens: ReadonlyMap<string, CanteenCast>;
  readonly officer: Actor;
  readonly consumer: Actor;
}

export interface CanteenCast {
  readonly facts: CanteenFacts;
  readonly admin: Actor;
  readonly buyer: Actor;
  readonly approver: Actor;
  readonly receiver: Actor;
  readonly second: Actor;
}

/** Everybody who acts in the demonstration, invited and admitted as people are. */
export async function enterPeople(stage: Stage): Promise<Cast> {
  const operator = await firstOperator(stage);
  const companies = facts.organisations.filter(({ kind }) => SELLERS.includes(kind));
  const authorities = facts.authorities.filter(({ kind }) => kind.endsWith('officer'));
  const [sellers, canteens, [officer], consumer] = await Promise.all([
    Promise.all(
      companies.map(async (org) => [org.id, await enterSeller(stage, operator, org)] as const),
    ),
    Promise.all(
      facts.canteens.map(
        async (one) => [one.id, await enterCanteen(stage, operator, one)] as const,
      ),
    ),
    Promise.all(authorities.map((authority) => enterAuthority(stage, operator, authority))),
    citizen(stage),
  ]);
  if (!officer) throw new RangeError('facts.json names no officer');
  await invitePacker(stage, new Map(sellers).get('O2'));
  return { operator, sellers: new Map(sellers), canteens: new Map(canteens), officer, consumer };
}

/** A colleague who packs: one account for each duty. */
async function invitePacker(stage: Stage, admin: Actor | undefined): Promise<void> {
  if (!admin) throw new RangeError('facts.json lacks the cooperative of the authorised base');
  const packer = {
    login: 'o2-packer@demo.example',
    name: '装货员（示例）',
    duties: ['packer'],
  } as const;
  await join(stage, admin, packer);
}

async function firstOperator({ services: { accounts, organisations } }: Stage): Promise<Actor> {
  const { token } = await organisations.inviteFirstOperator('operator@demo.example');
  const newcomer = { name: '平台运营（示例）', password: DEMO_PASSWORD };
  const about = { actor: undefined, newcomer, command: aCommand() };
  const { userId, orgId } = await accounts.acceptInvite(token, about);
  return { userId, orgId, role: 'operator', duties: ['admin'] };
}

interface House {
  readonly draft: Omit<NewOrganisation, 'contact' | 'paperIds'>;
  readonly role: Role;
  readonly name: string;
}

/** An organisation entered by the operator; its first admin, with every duty. */
async function enter(
  { services: { accounts, organisations } }: Stage,
  operator: Actor,
  { draft, role, name }: House,
): Promise<Actor> {
  const full = { ...draft, contact: CONTACT, paperIds: [] };
  const { orgId, invite } = await organisations.enter(full, {
    actor: operator,
    command: aCommand(),
  });
  if (!invite) throw new Error(`${draft.nameZh} has no link for its first admin`);
  const newcomer = { name, password: DEMO_PASSWORD };
  const { userId } = await accounts.acceptInvite(invite.token, {
    ...{ actor: undefined, newcomer, command: aCommand() },
  });
  const admin: Actor = { userId, orgId, role, duties: DUTIES };
  await organisations.setDuties(userId, DUTIES, { actor: admin, command: aCommand() });
  return admin;
}

function enterSeller(stage: Stage, operator: Actor, org: OrganisationFacts): Promise<Actor> {
  const kind = org.kind as 'cooperative' | 'processor' | 'company'; // filtered above
  return enter(stage, operator, {
    role: 'cooperative',
    name: '合作社管理员（示例）',
    draft: {
      ...{ kind, nameZh: org.nameZh, nameEn: org.nameEn },
      countyId: countyOf(org.placeId) as CountyId,
      ...{ districtId: null, school: false, address: placeName(org.placeId) },
      firstLogin: `${org.id.toLowerCase()}@demo.example`,
    },
  });
}

function placeName(placeId: string): string {
  return facts.places.find(({ id }) => id === placeId)?.nameZh ?? '示例地址';
}

function enterAuthority(stage: Stage, operator: Actor, authority: AuthorityFacts): Promise<Actor> {
  const { id, nameZh, nameEn, placeId } = authority;
  return enter(stage, operator, {
    role: 'officer',
    name: '采购监管员（示例）',
    draft: {
      ...{ kind: 'authority', nameZh, nameEn, countyId: null, school: false },
      districtId: placeId.startsWith('D-') ? placeId : null,
      address: placeName(placeId),
      firstLogin: `${id.toLowerCase()}@demo.example`,
    },
  });
}

async function enterCanteen(
  stage: Stage,
  operator: Actor,
  canteen: CanteenFacts,
): Promise<CanteenCast> {
  const login = canteen.id.toLowerCase();
  const admin = await enter(stage, operator, {
    role: 'canteen',
    name: '食堂管理员（示例）',
    draft: {
      ...{ kind: 'canteen', nameZh: canteen.nameZh, nameEn: canteen.nameEn, countyId: null },
      ...{ districtId: canteen.placeId, school: canteen.kind === 'school' },
      ...{ address: canteen.addressZh, firstLogin: `${login}@demo.example` },
    },
  });
  await settle(stage, admin, canteen);
  const member = (name: string, title: string, duties: Duty[]) =>
    join(stage, admin, { login: `${login}-${name}@demo.example`, name: title, duties });
  return {
    facts: canteen,
    admin,
    buyer: await member('buyer', '采购员（示例）', ['buyer']),
    approver: await member('approver', '分管领导（示例）', ['approver']),
    receiver: await member('receiver', '验收员甲（示例）', ['receiver']),
    second: await member('receiver2', '验收员乙（示例）', ['receiver', 'accountant']),
  };
}

/** Its rule for approvals, its days and hours. */
async function settle(
  { services: { organisations } }: Stage,
  admin: Actor,
  { twoInspectors, deliveryDays, deliveryWindow, addressZh }: CanteenFacts,
): Promise<void> {
  const settings = {
    ...{ twoInspectors, tolerancePermille: 20, statementRhythm: 'month' as const },
    ...{ approvals: [{ overFen: 500_000, role: 'approver' as const, count: 1 }], payTo: null },
    ...{ deliveryDays, deliveryWindow, address: addressZh, contact: CONTACT },
  };
  await organisations.setSettings(settings, { actor: admin, command: aCommand() });
}

interface Colleague {
  readonly login: string;
  readonly name: string;
  readonly duties: readonly Duty[];
}

async function join(
  { services: { accounts, organisations } }: Stage,
  admin: Actor,
  { login, name, duties }: Colleague,
): Promise<Actor> {
  const { token } = await organisations.invite(
    { login, duties },
    { actor: admin, command: aCommand() },
  );
  const newcomer = { name, password: DEMO_PASSWORD };
  const about = { actor: undefined, newcomer, command: aCommand() };
  const { userId } = await accounts.acceptInvite(token, about);
  return { userId, orgId: admin.orgId, role: admin.role, duties };
}

async function citizen({ services: { accounts } }: Stage): Promise<Actor> {
  const wanted = { login: 'citizen@demo.example', name: '市民（示例）', password: DEMO_PASSWORD };
  const { id } = await accounts.registerConsumer(wanted, { key: aCommand().key });
  return { userId: id, orgId: `c:${id}`, role: 'consumer', duties: [] };
}

/** What is printed at each demo start: one account per role and duty. */
export const DEMO_ACCOUNTS: readonly (readonly [login: string, who: string])[] = [
  ['operator@demo.example', '平台运营 operator'],
  ['o2@demo.example', '合作社（科技新村蔬菜）cooperative, all duties'],
  ['o2-packer@demo.example', '装货员 cooperative packer'],
  ['o1@demo.example', '合作社（良梨酥梨）cooperative, all duties'],
  ['c1@demo.example', '学校食堂管理员 canteen admin'],
  ['c1-buyer@demo.example', '采购员 canteen buyer'],
  ['c1-approver@demo.example', '分管领导 canteen approver'],
  ['c1-receiver@demo.example', '验收员甲 canteen receiver'],
  ['c1-receiver2@demo.example', '验收员乙、会计 canteen receiver, accountant'],
  ['a1@demo.example', '采购监管 procurement officer'],
  ['citizen@demo.example', '市民 consumer'],
];
