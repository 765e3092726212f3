import type { Generated } from 'kysely';
import type { DeviceKind } from '@nguon/protocol/programme.ts';

/** A device as it is kept. */
export interface DevicesTable {
  id: string;
  kind: DeviceKind;
  name: string;
  serial: string;
  unit_id: string;
  volume_ceiling: Generated<number>;
  claimed_at: Date;
  claimed_by: string | null;
  replaces: string | null;
  revoked_at: Date | null;
  revoked_by: string | null;
  last_contact_at: Date | null;
}

/** One receipt, with the server's time beside the device's. */
export interface ReceiptsTable {
  device_id: string;
  boot: string;
  seq: number;
  kind: string;
  order_id: string | null;
  slot: Date | null;
  at: Date;
  clock_trusted: boolean;
  attempt: number;
  played_ms: number | null;
  reason: string | null;
  detail: string | null;
  received_at: Date;
}

declare module '../../platform/db.ts' {
  interface Database {
    devices: DevicesTable;
    device_keys: { kid: string; x: string; device_id: string; since: Date; ended_at: Date | null };
    device_assignments: { device_id: string; version: number; issued_at: Date; draft: string; jws: string };
    claim_codes: {
      code_sha256: string;
      unit_id: string;
      kind: DeviceKind;
      name: string;
      replaces: string | null;
      made_by: string;
      made_at: Date;
      expires_at: Date;
      device_id: string | null;
    };
    pending_claims: {
      code_sha256: string;
      kid: string;
      x: string;
      kind: DeviceKind;
      serial: string;
      made_at: Date;
      expires_at: Date;
      device_id: string | null;
    };
    login_nonces: { nonce: string; device_id: string; expires_at: Date };
    receipts: ReceiptsTable;
    refused_messages: {
      id: Generated<number>;
      at: Date;
      door: 'claim' | 'login' | 'receipts' | 'status';
      device_id: string | null;
      reason: string;
      detail: string;
    };
    programme_pointers: { unit_id: string; version: number; sha256: string; url: string };
  }
}
