/**
 * What is wrong now, looked up when somebody asks: an alert on the board ends when its reason does. Telling people of it, and
 * when to stop, is the watch's business.
 */
import { type Alert, type AlertBoard, type AlertSeverity, platformOrganisationId } from '../domain/alert.ts';
import type { Clock } from '../domain/ports.ts';
import type { AlertEvidence } from '../domain/provisioning/alert-evidence.ts';
import { judge, windowsAt } from './judge.ts';
import { dueBefore, judgePlatform } from './judge-platform.ts';

const rank: Readonly<Record<AlertSeverity, number>> = { error: 0, warning: 1, info: 2 };

/** Makes the board. */
export function createAlertBoard(evidence: AlertEvidence, clock: Clock): AlertBoard {
  return {
    async ofOrganisation(organisationId) {
      return worstFirst(judge(await evidence.gather(organisationId, windowsAt(clock.now()))));
    },
    async ofEverybody() {
      const now = clock.now();
      const [platform, everywhere] = await Promise.all([
        evidence.gatherPlatform(dueBefore(now)),
        evidence.gatherEverywhere(windowsAt(now)),
      ]);
      return worstFirst([...judgePlatform(platform), ...judge(everywhere)]);
    },
  };
}

/** The platform's own stand before an organisation's of the same severity. */
function worstFirst(alerts: readonly Alert[]): readonly Alert[] {
  const place = ({ severity, organisationId }: Alert): number =>
    rank[severity] * 2 + (organisationId === platformOrganisationId ? 0 : 1);
  return alerts.toSorted((one, other) => place(one) - place(other));
}
