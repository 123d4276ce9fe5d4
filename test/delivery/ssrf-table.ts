/**
 * Every way known to us of naming a host that outbound requests must not reach.
 */

/** Addresses that are not public, as a resolver would return them. */
export const forbiddenAddresses = [
  '0.0.0.0',
  '10.0.0.1',
  '10.255.255.254',
  '100.64.0.1',
  '100.100.100.200',
  '127.0.0.1',
  '127.255.255.254',
  '168.63.129.16',
  '169.254.169.254',
  '172.16.0.1',
  '172.31.255.254',
  '192.0.0.192',
  '192.168.0.1',
  '198.18.0.1',
  '198.19.255.254',
  '224.0.0.1',
  '239.255.255.255',
  '240.0.0.1',
  '255.255.255.255',
  '::',
  '::1',
  '::127.0.0.1',
  '::ffff:7f00:1',
  '::ffff:0:7f00:1',
  '64:ff9b::7f00:1',
  '64:ff9b:1::7f00:1',
  '2001::1',
  '2002:7f00:1::',
  '4000::1',
  '5f00::1',
  'fd00:ec2::254',
  'fe80::1',
  'fe80::1%eth0',
  'fec0::1',
  'ff02::1',
] as const;

/** The same as URL hosts, IPv4 in IPv6 clothes included. */
export const forbiddenLiterals = forbiddenAddresses
  .filter((address) => !address.includes('%'))
  .flatMap((address) => (address.includes(':') ? [`[${address}]`] : [address, `[::ffff:${address}]`]));

/** Spellings that only a URL parser understands. */
export const forbiddenSpellings = [
  '127.1',
  '127.0.0.1.',
  '2130706433',
  '0x7f000001',
  '0x7f.1',
  '0177.0.0.1',
  '0',
  '\u2460\u2461\u2466.0.0.1', // circled digits 1, 2, 7
  '127\u30020\u30020\u30021', // ideographic full stops
  '%31%32%37.0.0.1',
  'localhost',
  'LOCALHOST',
  'localhost.',
  'hub.localhost',
  'metadata.google.internal',
  'good@127.0.0.1',
  'good:secret@127.0.0.1',
  '127.0.0.1\\@hooks.example.com',
] as const;
