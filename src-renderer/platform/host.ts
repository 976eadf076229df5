import { browserPlatform } from './browser.ts';
import { createClient } from './client.ts';
import { electronPlatform } from './electron.ts';
import type { Platform } from './platform.ts';
import { httpTransport } from './transport.ts';

/** Chosen once, here and nowhere else. */
export const platform: Platform = window.countersign
  ? electronPlatform(createClient(window.countersign))
  : browserPlatform(createClient(httpTransport(new URL('./', location.href).href)));
