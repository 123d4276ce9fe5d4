/**
 * What the operator API is made of.
 */
import type { AlertBoard } from '../domain/alert.ts';
import type { ApiKeyDirectory } from '../domain/api-key.ts';
import type { ConnectorDirectory } from '../domain/connector.ts';
import type { DeliveryLedger } from '../domain/delivery.ts';
import type { DocumentReader } from '../domain/document-reader.ts';
import type { SendMail } from '../domain/mail.ts';
import type { Clock, RandomBytes, SecretBox } from '../domain/ports.ts';
import type { PasswordHasher } from '../domain/provisioning/operator-account.ts';
import type { DryRun } from '../domain/provisioning/dry-run.ts';
import type { LiveFeeds } from '../domain/provisioning/live-feed.ts';
import type { Reruns } from '../domain/provisioning/rerun.ts';
import type { OperatorRepositories } from '../domain/provisioning/repositories.ts';
import type { UrlJudge } from '../domain/provisioning/webhook-endpoint.ts';
import type { AdapterCatalogue } from '../sdk/catalogue.ts';

/** Everything that the operator API needs from outside. */
export interface OperatorDependencies {
  /** `CROSSDOCK_ADMIN_TOKEN`; absent when the environment gave none. */
  readonly adminToken?: string;
  /** What delivery URLs are built from, for example `https://hub.example.com`. */
  readonly publicUrl: string;
  readonly repositories: OperatorRepositories;
  readonly alerts: AlertBoard;
  readonly catalogue: AdapterCatalogue;
  readonly directory: Pick<ConnectorDirectory, 'forget'>;
  readonly apiKeys: Pick<ApiKeyDirectory, 'forget'>;
  readonly retries: Pick<DeliveryLedger, 'requeue' | 'sendTest'>;
  /** Call it after every change that may have made deliveries: they leave at once, and not at the next poll. */
  readonly wakeDispatcher: () => void;
  readonly documents: DocumentReader;
  readonly feeds: LiveFeeds;
  readonly reruns: Reruns;
  readonly dryRun: DryRun;
  readonly judgeUrl: UrlJudge;
  readonly secretBox: SecretBox;
  readonly passwords: PasswordHasher;
  /** Absent where no mail server is configured. */
  readonly sendMail?: SendMail;
  readonly clock: Clock;
  readonly randomBytes: RandomBytes;
}
