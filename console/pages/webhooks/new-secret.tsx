/** A signing secret that was just made, and what a receiver does with it. */
import { Link } from 'wouter';
import { useHref } from '../../app/organisation.tsx';
import { buttonClass } from '../../ui/button.tsx';
import { CodeBlock } from '../../ui/code-block.tsx';
import { Panel } from '../../ui/page.tsx';
import { SecretOnce } from '../../ui/secret-once.tsx';
import { Notice } from '../../ui/status.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import { TestDelivery } from './test-delivery.tsx';
import { verifiers } from './verifier.ts';

interface NewSecretProps {
  readonly endpointId: string;
  readonly secret: string;
}

/** The secret, how to verify with it, and a test. */
export function NewSecret({ endpointId, secret }: NewSecretProps) {
  const hrefOf = useHref();
  return (
    <>
      <Panel title="Signing secret">
        <Notice tone="warn" title="It is shown this once">
          Put it where the receiver reads it before you leave the page. A lost one can only be replaced by another.
        </Notice>
        <SecretOnce label="Signing secret" value={secret} />
        <p>
          The key is this text as it stands, <code>whsec_</code> included. Check the signature over the bytes as they came, before
          they are parsed.
        </p>
        <Tabs
          label="Verifier"
          tabs={verifiers.map(({ language, text }) => ({
            title: language,
            content: <CodeBlock label={`verifier in ${language}`} text={text} />,
          }))}
        />
      </Panel>
      <Panel title="Try it out">
        <p>A test needs no subscription, and nothing has happened: the receiver gets one event of the type webhook.test.</p>
        <TestDelivery endpointId={endpointId} />
      </Panel>
      <div>
        <Link href={hrefOf('webhooks', 'endpoints', endpointId)} className={buttonClass('primary')}>
          To the endpoint
        </Link>
      </div>
    </>
  );
}
