/**
 * Removes what a test run leaves behind when it is killed and cannot clean up itself.
 * It never outlives the cleaning, and it signals only the server that the directory's own postmaster.pid names.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';

// The shell reads until this process, which holds the other end of its input, ends or closes it.
const script = `
cat > /dev/null
file="$1/postgres/postmaster.pid"
pid=$(head -n 1 "$file" 2> /dev/null)
if [ -n "$pid" ] && kill -QUIT "$pid" 2> /dev/null; then
  for turn in 1 2 3 4 5 6 7 8 9 10; do [ ! -e "$file" ] || sleep 0.1; done
fi
rm -rf "$1"
`;

/** Watches over a data directory. The returned function cleans up now: stops a server that still runs there, removes the directory. */
export function guardDirectory(directory: string): () => Promise<void> {
  // A group of its own, so that whatever kills the run leaves it alone.
  const guard = spawn('sh', ['-c', script, 'guard', directory], {
    detached: true,
    cwd: '/',
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  const done = once(guard, 'exit');
  guard.unref();
  return async () => {
    guard.ref();
    guard.stdin.end();
    await done;
  };
}
