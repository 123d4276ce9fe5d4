/** How long it is until something happens, second by second. */
import { useEffect, useState } from 'react';

/** "in 4 min 12 s"; "now" once it is due. `at` is RFC 3339. */
export function Countdown({ at }: { readonly at: string }) {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1_000);
    return () => clearInterval(timer);
  }, []);
  return (
    <time dateTime={at} title={`${new Date(at).toISOString()} (UTC)`}>
      {wordsOf(Math.ceil((Date.parse(at) - now) / 1_000))}
    </time>
  );
}

function wordsOf(seconds: number): string {
  if (seconds <= 0) return 'now';
  const hours = Math.floor(seconds / 3_600);
  const minutes = Math.floor((seconds % 3_600) / 60);
  if (hours > 0) return `in ${hours} h ${minutes} min`;
  return minutes > 0 ? `in ${minutes} min ${seconds % 60} s` : `in ${seconds} s`;
}
