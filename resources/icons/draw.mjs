// Draws the PNG icons from the two SVG marks with a Chromium: node resources/icons/draw.mjs [path of a Chromium]
import { copyFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from '@playwright/test';

const here = import.meta.dirname;
const targets = [
  ['icon.svg', 1024, join(here, 'icon.png')],
  ['icon.svg', 192, join(here, '../public/icon-192.png')],
  ['icon.svg', 512, join(here, '../public/icon-512.png')],
  ['icon-maskable.svg', 512, join(here, '../public/icon-maskable-512.png')],
];

const executablePath = process.argv[2];
const browser = await chromium.launch(executablePath === undefined ? {} : { executablePath, args: ['--no-sandbox'] });
const page = await browser.newPage();
for (const [svg, size, path] of targets) {
  await page.setViewportSize({ width: size, height: size });
  const mark = readFileSync(join(here, svg), 'utf8');
  await page.setContent(`<style>body{margin:0}svg{display:block;width:100vw;height:100vh}</style>${mark}`);
  await page.screenshot({ path, omitBackground: true });
}
await browser.close();
copyFileSync(join(here, 'icon.svg'), join(here, '../public/icon.svg'));
