import { dayAt } from '../src/shared/day.ts';
import type { Cast } from './people.ts';
import { aCommand, type Stage } from './stage.ts';

/** What a canteen may owe, and what it may spend this month; in fen. */
const CREDIT_FEN = 30_000_000;
const BUDGET_FEN = 8_000_000;

/** Before anybody orders: the platform grants credit, cooperatives say where they are paid to. */
export async function grantCredit({ services }: Stage, cast: Cast): Promise<void> {
  const by = () => ({ actor: cast.operator, command: aCommand() });
  for (const { buyer } of cast.canteens.values()) {
    await services.limits.set('credit', { id: buyer.orgId, to: CREDIT_FEN }, by());
  }
  for (const seller of cast.sellers.values()) await nameAccount(services, seller);
}

async function nameAccount(
  { organisations }: Stage['services'],
  seller: Parameters<Stage['services']['ledgerViews']['overview']>[0],
): Promise<void> {
  const org = await organisations.get(seller.orgId);
  if (!org) return;
  const { termsDays, payerId, ...settings } = org.settings;
  const payTo = { name: org.nameZh, bank: '示例农商银行', account: `6200 0000 ${seller.orgId}` };
  await organisations.setSettings(
    { ...settings, payTo, address: org.address, contact: org.contact },
    { actor: seller, command: aCommand() },
  );
}

/** Today: budgets of the month, and a payment that waits for the cooperative. */
export async function settleMoney({ services, today }: Stage, cast: Cast): Promise<void> {
  const month = dayAt(today).slice(0, 7);
  for (const { admin, second } of cast.canteens.values()) {
    const budget = { id: `${admin.orgId}:${month}`, to: BUDGET_FEN };
    await services.limits.set('budget', budget, { actor: admin, command: aCommand() });
    const { balances } = await services.ledgerViews.overview(second);
    const owed = balances.find(({ folded }) => folded.owedFen > 0);
    if (!owed) continue;
    const paid = {
      ...{ sellerId: owed.partner.id, fen: Math.ceil(owed.folded.owedFen / 2) },
      ...{ on: dayAt(today), bankRef: `SL${dayAt(today).replaceAll('-', '')}`, proofId: null },
    };
    await services.bankPayments.record(paid, { actor: second, command: aCommand() });
  }
}
