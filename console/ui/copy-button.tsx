/** Copies a text, and says so. */
import { Check, Copy } from 'lucide-react';
import { useEffect, useState } from 'react';
import { Button, IconButton } from './button.tsx';
import { useCopied } from './leaving.ts';

interface CopyButtonProps {
  readonly text: string;
  /** What is copied, as it follows "Copy": "the key". */
  readonly what: string;
  /** True shows the words, not only the icon. */
  readonly worded?: boolean;
}

const thanksMilliseconds = 2_000;

/** A button that copies. */
export function CopyButton({ text, what, worded = false }: CopyButtonProps) {
  const copied = useCopied();
  const [state, setState] = useState<'ready' | 'copied' | 'failed'>('ready');
  useEffect(() => {
    if (state === 'ready') return undefined;
    const timer = setTimeout(() => setState('ready'), thanksMilliseconds);
    return () => clearTimeout(timer);
  }, [state]);
  const copy = () =>
    navigator.clipboard.writeText(text).then(
      () => {
        setState('copied');
        copied(text);
      },
      () => setState('failed'),
    );
  const words = { ready: `Copy ${what}`, copied: 'Copied', failed: 'Copy it by hand, please' }[state];
  const icon = state === 'copied' ? Check : Copy;
  return (
    <>
      {worded ? (
        <Button icon={icon} onClick={copy}>
          {words}
        </Button>
      ) : (
        <IconButton icon={icon} label={words} onClick={copy} />
      )}
      <span className="visually-hidden" aria-live="polite">
        {state === 'ready' ? '' : words}
      </span>
    </>
  );
}
