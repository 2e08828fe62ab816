import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { aRecall, onItsWay, settle } from '../support/after-sale.ts';
import { useTestApp } from '../support/app.ts';
import { useBrowser } from '../support/browser.ts';
import { aTrade, type Trade } from '../support/shipping.ts';
import { open, useSite } from '../support/site.ts';

describe('a receipt at a door without a network', function () {
  this.timeout(120_000);
  const app = useTestApp();
  const browser = useBrowser();
  const site = useSite(app, browser);
  let trade: Trade;

  before(async () => {
    trade = await aTrade(app(), { productId: 'ds-pear-80' });
  });

  /** Fills in the whole form and signs; the network is away. */
  async function receiveOffline(page: Page, id: string): Promise<void> {
    await open(page, `/canteen/receive/${id}`);
    await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
    await page.waitForTimeout(800); // the worker copies the page that was open before it
    await page.context().setOffline(true);
    await page.getByLabel('实收（千克）').first().fill('29.8');
    await page.getByLabel('验收人姓名').fill('林老师');
    await page.getByRole('button', { name: '签字，完成验收' }).click();
    await page.getByText('已存手机，联网后自动提交。').waitFor();
    await page.getByText('1 份验收存在手机里').waitFor();
  }

  it('waits on the phone and is sent once, however often two tabs try; a recall between holds its money', async () => {
    const { id, orderId } = await onItsWay(app(), trade);
    await site.as(trade.canteen.admin.login, async (page) => {
      await receiveOffline(page, id);
      expect(await app().services.receiving.ofDeliveries([id])).to.have.length(0);
      await aRecall(app(), trade.batch);

      const twin = await page.context().newPage(); // a second tab sends the same queue
      await page.context().setOffline(false);
      await Promise.all([
        page.evaluate(() => dispatchEvent(new Event('online'))),
        twin.goto(`/canteen/receive/${id}`),
      ]);
      await page.waitForTimeout(1_500);
      await open(page, `/canteen/receive/${id}`);
      await page.getByText('通知前已收', { exact: false }).first().waitFor();
      expect(await page.getByText('份验收存在手机里').count()).to.equal(0);
    });
    await settle(app());
    const receipts = await app().services.receiving.ofDeliveries([id]);
    expect(receipts.map(({ state, lines }) => [state, lines[0]?.result])).to.deep.equal([
      ['final', 'accepted_before_notice'],
    ]);
    expect((await app().services.orders.accounts.get(orderId)).chargedFen).to.equal(0);
    const [claim] = await app().services.claims.ofOrders([orderId]);
    expect(claim).to.include({ kind: 'recall', state: 'filed' });
  });
});
