/**
 * Compares this machine's clock with another. Signatures carry times, and 300 seconds are all that a receiver allows.
 */
import { failed, type Finding, ok } from './finding.ts';

/** Far enough below the 300 seconds, and above what an answer takes to arrive. */
const toleranceSeconds = 30;

/** `whose` clock showed `theirs` when this one showed `ours`, both in milliseconds since 1970. */
export function clockFinding(check: string, whose: string, theirs: number, ours: number): Finding {
  const seconds = Math.round((ours - theirs) / 1000);
  if (Math.abs(seconds) <= toleranceSeconds) return ok(check, `within ${toleranceSeconds} s of ${whose}`);
  const detail = `this machine's clock is ${Math.abs(seconds)} s ${seconds > 0 ? 'ahead of' : 'behind'} ${whose}; signatures fail from 300 s on`;
  return failed(check, detail, 'set both clocks by NTP (timedatectl set-ntp true), and look again');
}
