/** The address of an endpoint, judged by the hub while it is typed: whether it would deliver there at all. */
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { answerOf, api } from '../../api/client.ts';
import { TextField } from '../../ui/field.tsx';

interface UrlFieldProps {
  readonly value: string;
  /** What stands there already, and need not be judged; empty for a new endpoint. */
  readonly known: string;
  /** What the last try to save said of it. */
  readonly error: string | undefined;
  readonly onChange: (url: string) => void;
}

const typingMilliseconds = 400;

/** The field with its verdict. */
export function UrlField({ value, known, error, onChange }: UrlFieldProps) {
  const url = useSettled(value.trim());
  const isAsked = url !== '' && url !== known && url === value.trim();
  const { data } = useQuery({
    queryKey: ['webhook-url-verdict', url],
    queryFn: () => answerOf(api.POST('/webhook-urls/judge', { body: { urls: [url] } })),
    enabled: isAsked,
  });
  const verdict = isAsked ? data?.rows[0] : undefined;
  const isAllowed = verdict !== undefined && verdict.error === null;
  const refusal = verdict?.detail ?? undefined;
  return (
    <>
      <TextField
        label="URL"
        type="url"
        inputMode="url"
        autoComplete="off"
        placeholder="https://"
        hint={isAllowed ? 'The hub delivers to such an address.' : 'Where the hub sends to: a public address, over https.'}
        required
        value={value}
        onChange={onChange}
        error={refusal ?? (isAllowed ? undefined : error)}
      />
      <span className="visually-hidden" aria-live="polite">
        {verdict && (refusal ?? 'The hub delivers to such an address.')}
      </span>
    </>
  );
}

/** A text once nobody has typed for a moment. */
function useSettled(text: string): string {
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), typingMilliseconds);
    return () => clearTimeout(timer);
  }, [text]);
  return settled;
}
