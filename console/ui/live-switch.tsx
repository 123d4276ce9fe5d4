/** Turns a live tail on and off, and says where it stands. */
import { Pause, Play } from 'lucide-react';
import type { TailState } from '../api/live-tail.ts';
import { Button } from './button.tsx';
import { Status } from './status.tsx';

interface LiveSwitchProps {
  readonly state: TailState;
  readonly on: boolean;
  readonly onChange: (on: boolean) => void;
}

/** The switch. */
export function LiveSwitch({ state, on, onChange }: LiveSwitchProps) {
  return (
    <>
      {on && <Status tone={state === 'live' ? 'good' : 'warn'}>{state === 'live' ? 'Live' : 'Connecting'}</Status>}
      <Button kind="quiet" icon={on ? Pause : Play} aria-pressed={on} onClick={() => onChange(!on)}>
        {on ? 'Pause' : 'Follow live'}
      </Button>
    </>
  );
}
