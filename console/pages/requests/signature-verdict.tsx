/** Why a signature was refused: what was expected, what came, and the usual causes that fit. */
import type { Schemas } from '../../api/client.ts';
import { KeyValues } from '../../ui/key-values.tsx';
import { Panel } from '../../ui/page.tsx';
import styles from './request-drawer.module.css';

type Verdict = NonNullable<Schemas['RequestDetail']['signature']>;

/** The panel beside a refused request. */
export function SignatureVerdict({ signature }: { readonly signature: Verdict }) {
  const { scheme, header, given, clock_skew_seconds, tolerance_seconds, body_sha256, body_bytes, active_secrets, hints } =
    signature;
  return (
    <Panel title="Why the signature was refused">
      <ul className={styles.hints}>
        {hints.map(({ code, text }) => (
          <li key={code}>{text}</li>
        ))}
      </ul>
      <KeyValues
        items={[
          ['Asked for', scheme],
          ['Header', <code key="header">{header}</code>],
          ['What it held', given ?? 'it was not there'],
          ['Signed', clock_skew_seconds === null ? undefined : signedText(clock_skew_seconds, tolerance_seconds)],
          ['Body', `${body_bytes} bytes`],
          ['Its SHA-256', <code key="sha">{body_sha256}</code>],
          ['Secrets tried', String(active_secrets)],
        ]}
      />
    </Panel>
  );
}

function signedText(skewSeconds: number, toleranceSeconds: number | null): string {
  const allowed = toleranceSeconds === null ? '' : `; ${toleranceSeconds} s are allowed`;
  return `${skewSeconds} s from the hub's time${allowed}`;
}
