import { link } from './host-link.ts';

type Request = (contents: null, permission: string, answer: (isGranted: boolean) => void, details: { requestingUrl: string }) => void;
type Check = (contents: null, permission: string, origin: string) => boolean;

const denied: { request: Request; check: Check } = { request: (_, __, answer) => answer(false), check: () => false };
const asked = { ...denied };

export const session = {
  defaultSession: {
    setPermissionRequestHandler: (handler: Request) => void (asked.request = handler),
    setPermissionCheckHandler: (handler: Check) => void (asked.check = handler),
    setDevicePermissionHandler: () => undefined,
  },
};

/** A permission counts as granted only where both handlers grant it. */
link.on('permission.ask', async ({ permission, url }: { permission: string; url: string }) => {
  const isRequestGranted = await new Promise<boolean>((resolve) => {
    asked.request(null, permission, resolve, { requestingUrl: url });
  });
  return isRequestGranted && asked.check(null, permission, url);
});
