import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { useTestApp } from '../support/app.ts';
import { aBaseWithPlot } from '../support/bases.ts';
import { useBrowser } from '../support/browser.ts';
import {
  aCommand,
  addMember,
  enterOrganisation,
  PASSWORD,
  theOperator,
} from '../support/people.ts';
import { aNewCertificate } from '../support/papers.ts';
import { aSmallPhoto } from '../support/photos.ts';
import { aConfirmedOrder, aPackedDelivery, aTrade, type Trade } from '../support/shipping.ts';
import { anOffer } from '../support/catalogue.ts';
import { aReleasedBatch } from '../support/batches.ts';
import { alive, open, useSite } from '../support/site.ts';

const COOP = {
  kind: 'cooperative',
  nameZh: '良梨酥梨合作社（示例）',
  countyId: 'DS',
  districtId: null,
} as const;

describe('what people do, in a real browser', function () {
  this.timeout(120_000);
  const app = useTestApp();
  const browser = useBrowser();
  const site = useSite(app, browser);
  let trade: Trade;

  before(async () => {
    trade = await aTrade(app(), { school: true });
  });

  it('a stranger registers, finds a pear by its sound, pays for it and sees the order', async () => {
    const { sellerId } = trade;
    await anOffer(app(), { sellerId });
    await site.as(undefined, async (page) => {
      await open(page, '/register');
      await page.getByLabel('邮箱或手机号').fill('citizen@example.org');
      await page.getByLabel('姓名').fill('安');
      await page.getByLabel('密码').fill(PASSWORD);
      await page.getByRole('button', { name: '注册并登录' }).click();
      await page.waitForURL((url) => url.pathname !== '/register');

      await open(page, '/');
      await page.getByLabel('找商品').fill('suli');
      await page.getByLabel('找商品').press('Enter');
      await page.waitForURL(/q=suli/);
      await alive(page);
      await page.getByRole('button', { name: /加入篮子：砀山酥梨/ }).click();
      await page.getByRole('link', { name: '篮子', exact: true }).click();
      await page.getByRole('link', { name: /去结算/ }).click();
      await page.getByLabel('收货人').fill('安');
      await page.getByLabel('手机号').fill('13800000000');
      await page.getByLabel('省市区、街道、门牌').fill('浙江省杭州市拱墅区某某路 1 号');
      await page.getByRole('button', { name: /提交订单/ }).click();
      await page.waitForURL(/\/orders\/\w+$/);
      const provider = await page.getByRole('link', { name: '去付款' }).getAttribute('href');
      await open(page, new URL(provider ?? '').pathname);
      await page.getByRole('button', { name: '付款成功' }).click();
      await page.waitForURL(/\/orders\/\w+$/);
      await page.getByText('已付款，等合作社备货').waitFor();

      await open(page, '/orders');
      await page.getByText(/砀山酥梨/).waitFor();
    });
  });

  it('a cooperative registers a harvest with a photo and a certificate, and sees it on sale', async () => {
    const { services } = app();
    const { orgId, admin } = await enterOrganisation(services, await theOperator(services), COOP);
    await aBaseWithPlot(app(), { orgId });
    await services.papers.issue(aNewCertificate(), { orgId, command: aCommand() });

    await site.as(admin.login, async (page) => {
      await open(page, '/coop/batches');
      await page.getByRole('link', { name: '新建批次' }).click();
      await alive(page);
      await page.getByLabel('重量（公斤）').fill('620.5');
      await page.locator('input[type=file][multiple]').setInputFiles([await aPhotoFile()]);
      await page.getByLabel(/承诺达标合格证/).check();
      await page.getByRole('button', { name: '保存批次' }).click();
      await page.waitForURL(/\/coop\/batches\/\w{11}$/);
      await alive(page);
      await page.getByRole('button', { name: /^提交/ }).click();
      await page.getByText('在售', { exact: true }).waitFor();
      expect(await page.locator('img').count()).to.be.greaterThan(0);

      await page.getByRole('link', { name: '打印标签' }).click();
      await page.getByLabel('张数').waitFor();
      await alive(page);
      await page.getByLabel('张数').fill('3');
      await page.getByLabel('每件净重（公斤）').fill('5');
      await page.getByRole('button', { name: '取号并打印' }).click();
      await page.getByText('第 3 号').waitFor();
      expect(await printedPages(page)).to.deep.equal(Array(3).fill('60×40 mm'));
    });
  });

  it('a buyer fills the order sheet with the keyboard alone', async () => {
    await site.as(trade.canteen.admin.login, async (page) => {
      await open(page, '/canteen/order');
      await page.getByRole('link', { name: /全部商品/ }).click();
      await page.keyboard.press('/');
      await page.keyboard.type('dssl');
      await page.getByRole('textbox', { name: /砀山酥梨/ }).focus();
      await page.keyboard.type('3');
      await page.keyboard.press('Enter');
      await page.getByText('1 种').first().waitFor();
      await page.keyboard.press('Control+Enter');
      await page.waitForURL(/\/canteen\/orders\?placed=/);
      await page
        .getByText(/砀山酥梨/)
        .first()
        .waitFor();
    });
  });

  it('a cooperative weighs what was ordered, prints the note and sends it off', async () => {
    const order = await aConfirmedOrder(app(), trade);
    const admin = { userId: 'u-1', login: '' };
    const seller = { orgId: trade.sellerId, admin };
    const packer = await addMember(app().services, seller, ['packer']);

    await site.as(packer.login, async (page) => {
      const press = async (name: string) => {
        await page.getByRole('button', { name, exact: true }).waitFor();
        await alive(page);
        await page.getByRole('button', { name, exact: true }).click();
      };
      await open(page, `/coop/orders/${order}`);
      await press('开始分拣');
      await page.getByLabel('实称（kg）').fill('29.4');
      await press('记下重量');
      await page.getByText('已称', { exact: true }).waitFor();
      await press('称完，打包');
      await press('生成送货单');
      await page.getByLabel('车牌（选填，不公开）').fill('皖L·示例');
      await press('已发车');
      await page.getByRole('button', { name: '已送达' }).waitFor();
      await alive(page);
      await page.getByRole('link', { name: '打印送货单' }).click();
      await page.getByText('送货人签字').waitFor();
      await page.getByText('29.4 kg').first().waitFor();
    });
  });

  it('two inspectors receive at one door, refuse a part, and the ledger has it', async () => {
    const delivery = await aPackedDelivery(app(), await aConfirmedOrder(app(), trade));
    await app().services.fulfilment.dispatch(delivery, {
      by: 'u-1',
      plate: '皖L·示例',
      driver: '',
    });
    const second = await addMember(app().services, trade.canteen, ['receiver']);

    await site.as(trade.canteen.admin.login, async (page) => {
      await open(page, '/canteen/receive');
      await page.locator(`a[href*="/canteen/receive/"]`).first().click();
      await alive(page);
      await page.getByLabel('扫描或输入批次码').fill(trade.batch);
      await page.getByText('在这张送货单上', { exact: true }).waitFor();
      await page.getByLabel('实收（千克）').fill('28');
      await page.getByText('退回（千克）').first().click();
      await page.getByLabel('退回（千克）').fill('2');
      await page.getByLabel('腐坏').check();
      await page.locator('input[type=file][multiple]').setInputFiles([await aPhotoFile()]);
      await page.getByLabel('验收人姓名').fill('林老师');
      await page.getByRole('button', { name: '签字，完成验收' }).click();

      await page.getByText('第二人签字').waitFor();
      await alive(page);
      await page.getByLabel('姓名').first().fill('陈老师');
      await page.getByLabel('账号（邮箱或手机号）').fill(second.login);
      await page.getByLabel('密码').fill(PASSWORD);
      await page.getByRole('button', { name: '签字', exact: true }).first().click();
      await page.getByText(/按实收 28 kg 结算/).waitFor();

      await open(page, '/canteen/ledger?from=2026-01-01'); // the phone's own day, long before this clock's
      await page.getByText('林老师 · 陈老师').waitFor();
    });
  });

  it('an officer types a code, reads the reasons and signs', async () => {
    const { services } = app();
    const operator = await theOperator(services);
    const desk = { kind: 'authority', nameZh: '西湖区采购监管岗（示例）' } as const;
    const { admin } = await enterOrganisation(services, operator, desk);
    const batch = await aReleasedBatch(app(), { sellerId: trade.sellerId, grams: 10_000 });

    await site.as(admin.login, async (page) => {
      await open(page, '/officer/check');
      await page.getByLabel('批次码或扫到的网址').fill(batch.toLowerCase());
      await page.keyboard.press('Enter');
      await page.waitForURL(new RegExp(batch));
      await alive(page);
      await page.getByText('逐项核对').waitFor();
      await page.getByLabel('判定通过').check();
      await page.getByRole('button', { name: '署名判定' }).click();
      await page.getByText('西湖区采购监管岗（示例）').first().waitFor();
    });
    await site.as(undefined, async (page) => {
      await open(page, `/b/${batch}`);
      await page.getByText(/^产地已核验/).waitFor();
    });
  });
});

async function aPhotoFile() {
  return { name: 'photo.jpg', mimeType: 'image/jpeg', buffer: await aSmallPhoto(7) };
}

/** The sizes of the sheets a printer would take for this page. */
async function printedPages(page: Page): Promise<string[]> {
  const pdf = (await page.pdf({ preferCSSPageSize: true })).toString('latin1');
  const mm = (points: string | undefined) => Math.round((Number(points) / 72) * 25.4);
  return [...pdf.matchAll(/\/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/g)].map(
    ([, width, height]) => `${mm(width)}×${mm(height)} mm`,
  );
}
