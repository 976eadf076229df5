import { defineCapability } from '#shared/model/capability.ts';
import { grantsOf } from '../identity/index.ts';
import { asset } from './asset.record.ts';

/** Devices and licences, from the request to the disposal. */
export const assets = defineCapability({
  name: 'assets',
  records: [asset],
  grants: grantsOf('assets.request', 'assets.approve', 'assets.manage', 'assets.hold'),
});
