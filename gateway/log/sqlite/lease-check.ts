import type { DatabaseSync } from 'node:sqlite';
import type { Lease } from '../port.ts';
import type { Refusal } from './protocol.ts';

/** Nothing was written, for a reason that is no fault of the file. */
export class Refused extends Error {
  readonly refusal: Refusal;

  constructor(refusal: Refusal) {
    super(refusal);
    this.refusal = refusal;
  }
}

/** Whether somebody else has held a lease since; to be asked inside the transaction that does its work. */
export function leaseCheck(db: DatabaseSync): (lease: Lease | undefined) => boolean {
  const fence = db.prepare('SELECT fence FROM leases WHERE name = ?');
  return (lease) => lease !== undefined && fence.get(lease.name)?.fence !== lease.fence;
}
