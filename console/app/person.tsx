/** Who is signed in, in which colours they see the console, and the way out. */
import { useQueryClient } from '@tanstack/react-query';
import { LogOut, Moon, Sun } from 'lucide-react';
import { answerOf, api } from '../api/client.ts';
import { Button, IconButton } from '../ui/button.tsx';
import styles from './person.module.css';
import { enterSession, useOperator } from './session.tsx';
import { useTheme } from './theme.ts';

const roleNames = { platform_admin: 'Platform admin', org_admin: 'Admin', org_member: 'Member' };

/** All of it, in as many lines as there is room for. */
export function Person() {
  const { name, role } = useOperator();
  const { isDark, toggle } = useTheme();
  const queryClient = useQueryClient();
  const signOut = async () => {
    await answerOf(api.DELETE('/session'));
    enterSession(undefined);
    queryClient.clear();
    location.assign('/console'); // a fresh page: nothing of what was seen stays in memory
  };
  return (
    <div className={styles.person}>
      <div className={styles.who}>
        <strong>{name}</strong>
        <span>{roleNames[role]}</span>
      </div>
      <div className={styles.ways}>
        <IconButton icon={isDark ? Sun : Moon} label={isDark ? 'Light colours' : 'Dark colours'} onClick={toggle} />
        <Button kind="quiet" icon={LogOut} onClick={() => void signOut()}>
          Sign out
        </Button>
      </div>
    </div>
  );
}
