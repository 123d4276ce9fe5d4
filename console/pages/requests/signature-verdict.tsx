/** Why a signature was refused: what was expected, what came, and the usual causes that fit. */
import type { Schemas } from '../../api/client.ts';
import { KeyValues } from '../../ui/key-values.tsx';
import { Panel } from '../../ui/page.tsx';

type Verdict = NonNullable<Schemas['RequestDetail']['signature']>;

/** The panel beside a refused request. */
export function SignatureVerdict({ signature }: { readonly signature: Verdict }) {
  const { scheme, header, clock_skew_seconds, tolerance_seconds, body_sha256, body_bytes, active_secrets, hints } = signature;
  return (
    <Panel title="Why the signature was refused">
      <ul>
        {hints.map(({ code, text }) => (
          <li key={code}>{text}</li>
        ))}
      </ul>
      <KeyValues
        items={[
          ['Scheme', scheme],
          ['Header', <code key="header">{header}</code>],
          ['Clock', clock_skew_seconds === null ? undefined : `${clock_skew_seconds} s off, ${tolerance_seconds} s are allowed`],
          ['Body', body_bytes === null ? undefined : `${body_bytes} bytes`],
          ['Its SHA-256', body_sha256 === null ? undefined : <code key="sha">{body_sha256}</code>],
          ['Secrets in force', active_secrets === null ? undefined : String(active_secrets)],
        ]}
      />
    </Panel>
  );
}
