import { copyFileSync, existsSync, mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { chromium, type Browser } from 'playwright-core';

const FONT = 'noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf';
const ARGUMENTS = ['--no-sandbox', '--disable-dev-shm-usage', '--font-render-hinting=none'];

/**
 * A real Chromium: `CHROMIUM`, else the one inside @sparticuz/chromium, which brings no Chinese
 * glyphs and gets ours. Nothing is downloaded.
 * @throws Error when there is none that works here
 */
export async function launchChromium(): Promise<Browser> {
  const executablePath = process.env['CHROMIUM'] ?? (await packedChromium());
  return chromium.launch({ executablePath, args: ARGUMENTS });
}

async function packedChromium(): Promise<string> {
  process.env['AWS_EXECUTION_ENV'] ??= 'AWS_Lambda_nodejs20.x'; // before the import: it unpacks its own NSS
  const packed = (await import('@sparticuz/chromium')).default;
  const executable = await packed.executablePath(); // sets FONTCONFIG_PATH
  const fonts = path.join(process.env['FONTCONFIG_PATH'] ?? path.join(tmpdir(), 'fonts'), 'fonts');
  const font = path.join(fonts, 'NotoSansSC.ttf');
  mkdirSync(fonts, { recursive: true });
  if (!existsSync(font)) copyFileSync(fontFile(), font);
  return executable;
}

function fontFile(): string {
  return createRequire(import.meta.url).resolve(`@expo-google-fonts/${FONT}`);
}
