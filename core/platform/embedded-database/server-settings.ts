/**
 * The settings and the environment that the embedded server runs with.
 * Everything is on the command line, so that a change here reaches clusters that already exist.
 */

/** Nothing of the hub's own environment: its PG*, LC_* and LD_PRELOAD variables are not meant for the server. */
export const serverEnvironment = { LC_ALL: 'C', TZ: 'UTC' };

const defaults = {
  listen_addresses: '127.0.0.1',
  // A socket file was 6 to 12 % faster than loopback TCP in queries that do nothing, but its path may have 107 bytes
  // only and its folder must be open to both users; TCP works everywhere and for every client.
  unix_socket_directories: '',
  max_connections: '100',
  shared_buffers: '256MB',
  max_wal_size: '2GB',
  // What is acknowledged is on disk.
  fsync: 'on',
  synchronous_commit: 'on',
  // A hub that was killed must not leave its transactions holding locks.
  client_connection_check_interval: '1s',
  idle_in_transaction_session_timeout: '60s',
  // Short statements never earn back the time to compile them.
  jit: 'off',
  random_page_cost: '1.1',
  // Errors reach the client that caused them; statements and details, which quote personal data, must not reach a log.
  log_min_messages: 'log',
  log_min_error_statement: 'panic',
  log_error_verbosity: 'terse',
  log_checkpoints: 'off',
  log_destination: 'stderr',
  logging_collector: 'off',
  log_timezone: 'UTC',
};

/** The server's arguments, the port apart; `overrides` are PostgreSQL settings by name and win. */
export function serverArguments(clusterDirectory: string, overrides: Readonly<Record<string, string>>): readonly string[] {
  const settings = Object.entries({ ...defaults, ...overrides });
  return ['-D', clusterDirectory, ...settings.flatMap(([name, value]) => ['-c', `${name}=${value}`])];
}
