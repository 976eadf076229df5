import type { Digest } from '#shared/kernel/digest.ts';
import type { Id } from '#shared/kernel/id.ts';
import type { HybridTime } from '#shared/kernel/hybrid-clock.ts';
import type { z } from 'zod';
import type { CheckpointSchema, PushedCommand, SessionInfo } from '#shared/sync/protocol.schema.ts';

/** What the examples of the interface are about: one person, one device, one change. */

const id = (text: string) => text as Id;
const hex = (two: string) => two.repeat(32) as Digest;

export const samplePerson = id('per_0199f0c2a1b27c3d8e4f5a6b7c8d9e0f');
export const sampleChange = id('chg_0199f0c2a1b27c3d8e4f5a6b7c8d9e10');
export const sampleDigest = hex('5a');
export const sampleHash = hex('c0');
export const sampleScope = hex('1f');
export const sampleEpoch = '0199f0c2a1b27c3d';
export const sampleDevice = { id: 'dev_0199f0c2a1b27c3d8e4f5a6b7c8d9e11', name: 'Dana’s laptop' };

export const sampleSession: SessionInfo = {
  tenant: { id: 'ten_0199f0c2a1b27c3d8e4f5a6b7c8d9e12', name: 'Example Works' },
  personId: samplePerson,
  device: sampleDevice.id,
  epoch: sampleEpoch,
  scope: sampleScope,
  head: 4217,
  now: '2026-11-02T08:00:00.000Z',
  minimumClient: '0.1.0',
  isFounding: false,
  keys: { '2026-1': '3b'.repeat(32) },
};

export const sampleCheckpoint: z.infer<typeof CheckpointSchema> = {
  epoch: sampleEpoch,
  seq: 4000,
  hash: sampleHash,
  at: '2026-11-02T07:59:00.000Z',
  keyId: '2026-1',
  signature: '7d'.repeat(64),
};

export const sampleCommand: PushedCommand = {
  seq: 12,
  command: {
    id: id('cmd_0199f0c2a1b27c3d8e4f5a6b7c8d9e13'),
    name: 'changes.create',
    recordId: sampleChange,
    input: { title: 'Replace the core switch' },
    at: '2026-11-02T07:58:00.000Z',
    time: '2026-11-02T07:58:00.000Z-0000-laptop' as HybridTime,
  },
};
