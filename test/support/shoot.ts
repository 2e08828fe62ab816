/** `npx tsx test/support/shoot.ts <url> <out.png> <width> [cookie]`: what a page looks like. */
import { launchChromium } from './chromium.ts';

const [url, file, width = '390', cookie] = process.argv.slice(2);
if (url === undefined || file === undefined) {
  console.error('usage: npx tsx test/support/shoot.ts <url> <out.png> <width> [cookie]');
  process.exit(1);
}
const browser = await launchChromium();
const page = await browser.newPage({
  viewport: { width: Number(width), height: Number(width) < 700 ? 844 : 860 },
  extraHTTPHeaders: { accept: 'text/html', ...(cookie !== undefined && { cookie }) },
});
page.on('console', (message) => {
  console.log(`console ${message.type()}: ${message.text()}`);
});
page.on('pageerror', (error) => {
  console.log(`page error: ${error.message}`);
});
const answer = await page.goto(url);
await page.waitForTimeout(500);
await page.screenshot({ path: file, fullPage: true });
console.log(`${answer?.status() ?? 'no answer'} ${page.url()}`);
await browser.close();
