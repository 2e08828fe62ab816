import type { Person } from './person.ts';
import type { DayWorld } from './world.ts';

const CONTACT = { name: '示例联系人', phone: '0000-0000000' };

/** Everybody who has a part in the day. */
export interface Cast {
  readonly operator: Person;
  readonly melonCoop: Person;
  readonly pearCoop: Person;
  readonly canteenAdmin: Person;
  readonly buyer: Person;
  readonly approver: Person;
  readonly receiver: Person;
  readonly second: Person;
  readonly officer: Person;
  readonly citizen: Person;
}

interface Org {
  readonly kind: 'cooperative' | 'canteen' | 'authority';
  readonly nameZh: string;
  readonly nameEn: string;
  readonly countyId?: string;
  readonly districtId?: string;
  readonly school?: boolean;
  readonly login: string;
}

/** People come in as people do: the operator enters organisations, links are followed, a citizen registers. */
export async function castOf(world: DayWorld): Promise<Cast> {
  const operator = await world.firstOperator();

  async function enters({ login, ...org }: Org): Promise<Person> {
    const wanted = { ...org, address: '示例地址', contact: CONTACT, firstLogin: login };
    const made = await operator.does<{ invite: { url: string } }>(
      'POST',
      '/api/organisations',
      wanted,
    );
    return world.joins(made.invite.url, login, '管理员（示例）');
  }
  async function invites(admin: Person, login: string, duties: string[]): Promise<Person> {
    const made = await admin.does<{ url: string }>('POST', '/api/organisation/invites', {
      login,
      duties,
    });
    return world.joins(made.url, login, `${login}（示例）`);
  }

  const melonCoop = await enters({
    ...{
      kind: 'cooperative',
      nameZh: '砀山县青垄蔬菜专业合作社（示例）',
      nameEn: 'Qinglong Co-op (sample)',
    },
    ...{ countyId: 'DS', login: 'melon@day.example' },
  });
  const pearCoop = await enters({
    ...{
      kind: 'cooperative',
      nameZh: '砀山禾棠果蔬专业合作社（示例）',
      nameEn: 'Hetang Co-op (sample)',
    },
    ...{ countyId: 'DS', login: 'pear@day.example' },
  });
  const canteenAdmin = await enters({
    ...{
      kind: 'canteen',
      nameZh: '西湖区望湖坞实验小学食堂（示例）',
      nameEn: 'Wanghuwu Canteen (sample)',
    },
    ...{ districtId: 'D-XH', school: true, login: 'canteen@day.example' },
  });
  const officer = await enters({
    ...{ kind: 'authority', nameZh: '西湖区采购监管岗（示例）', nameEn: 'Xihu officer (sample)' },
    ...{ districtId: 'D-XH', login: 'officer@day.example' },
  });
  await canteenAdmin.does('PUT', '/api/organisation/settings', {
    ...{
      twoInspectors: true,
      tolerancePermille: 20,
      approvals: [{ overFen: 100_000, role: 'approver', count: 1 }],
    },
    ...{ deliveryDays: [1, 2, 3, 4, 5], deliveryWindow: { from: '06:00', to: '07:00' } },
    ...{ address: '杭州市示例地址', contact: CONTACT },
  });
  const citizen = world.person('citizen@day.example');
  await citizen.does('POST', '/api/accounts', {
    ...{ login: citizen.login, password: citizen.password, name: '市民（示例）' },
  });
  return {
    ...{ operator, melonCoop, pearCoop, canteenAdmin, officer, citizen },
    buyer: await invites(canteenAdmin, 'buyer@day.example', ['buyer']),
    approver: await invites(canteenAdmin, 'approver@day.example', ['approver']),
    receiver: await invites(canteenAdmin, 'receiver@day.example', ['receiver']),
    second: await invites(canteenAdmin, 'second@day.example', ['receiver']),
  };
}

/** Sessions end after twelve idle hours: who comes back signs in. */
export async function signInAgain(...people: Person[]): Promise<void> {
  for (const person of people) await person.signsIn();
}
