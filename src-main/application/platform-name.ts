import type { Output } from '#shared/contract/contract.ts';

const names: Readonly<Record<string, Output<'host.info'>['platform']>> = { win32: 'windows', darwin: 'macos', linux: 'linux' };

export const platformName = (platform: string): Output<'host.info'>['platform'] => names[platform] ?? 'other';
