import { describe, expect, it, vi } from 'vitest';
import { createAddressPolicy } from '../../core/delivery/address-policy.ts';
import { createEgressPolicy } from '../../core/delivery/egress.ts';
import type { HostLookup } from '../../core/delivery/egress.ts';
import { forbiddenAddresses, forbiddenLiterals, forbiddenSpellings } from './ssrf-table.ts';

const publicAddress = '93.184.215.14';
const publicAddress6 = '2606:2800:21f:cb07:6820:80da:af6b:8b2c';

const answering =
  (...addresses: string[]): HostLookup =>
  () =>
    Promise.resolve(addresses);
const unresolved: HostLookup = () => Promise.reject(new Error('ENOTFOUND'));
/** As a machine with the usual /etc/hosts inside a cloud would answer. */
const cloudLookup: HostLookup = (hostname) => {
  if (hostname.startsWith('metadata.')) return Promise.resolve(['169.254.169.254']);
  return Promise.resolve(hostname.includes('localhost') ? ['::1', '127.0.0.1'] : []);
};

const addresses = (...allow: string[]) => createAddressPolicy(allow);
const policyWith = (lookup: HostLookup, ...allow: string[]) => createEgressPolicy({ allow, lookup });

describe('with an empty list', () => {
  it.each([...forbiddenLiterals, ...forbiddenSpellings])('https://%s/ is refused, whether or not names resolve', async (host) => {
    for (const lookup of [cloudLookup, unresolved]) {
      expect(await policyWith(lookup).judgeUrl(`https://${host}/hook`)).toBe('url_not_allowed');
    }
  });

  it.each(forbiddenAddresses)('a name that resolves to %s is refused', async (address) => {
    expect(await policyWith(answering(address)).judgeUrl('https://hooks.example.com/')).toBe('url_not_allowed');
  });

  it.each(forbiddenAddresses)('a public address beside %s does not help', async (address) => {
    expect(await policyWith(answering(publicAddress, address)).judgeUrl('https://hooks.example.com/')).toBe('url_not_allowed');
    expect(await policyWith(answering(address, publicAddress)).judgeUrl('https://hooks.example.com/')).toBe('url_not_allowed');
  });

  it.each(forbiddenAddresses)('as an address, refuses %s', (address) => {
    expect(addresses().isReachable(address)).toBe(false);
    if (!address.includes(':')) expect(addresses().isReachable(`::ffff:${address}`)).toBe(false);
  });

  const notAddresses = ['', 'hooks.example.com', '127.1', '8', '08.8.8.8', '8.8.8.8/32', '[2606::1]'];
  it.each(notAddresses)('as an address, refuses "%s", which is no address', (text) => {
    expect(addresses().isReachable(text)).toBe(false);
  });

  const neighbours = ['172.15.255.255', '172.32.0.1', '100.128.0.1', '168.63.129.15'];
  it.each([publicAddress, `::ffff:${publicAddress}`, publicAddress6, ...neighbours])('as an address, allows %s', (address) => {
    expect(addresses().isReachable(address)).toBe(true);
  });

  it.each([
    'https://hooks.example.com',
    'https://hooks.example.com/a/b?c={{order_id}}',
    'https://hooks.example.com:443/',
    'https://hooks.example.com:8443/',
    'HTTPS://HOOKS.EXAMPLE.COM/',
    'https://b\u00fccher.example/',
  ])('%s is allowed when its name is public', async (url) => {
    expect(await policyWith(answering(publicAddress, publicAddress6)).judgeUrl(url)).toBe('allowed');
  });

  it('an answer that is no address is refused', async () => {
    expect(await policyWith(answering(publicAddress, '127.1')).judgeUrl('https://hooks.example.com/')).toBe('url_not_allowed');
  });

  it.each([80, 22, 5432, 8080, 0])('port %d of a public host is refused', async (port) => {
    expect(await policyWith(answering(publicAddress)).judgeUrl(`https://hooks.example.com:${port}/`)).toBe('url_not_allowed');
    expect(await policyWith(unresolved).judgeUrl(`https://hooks.example.com:${port}/`)).toBe('url_not_allowed');
  });

  it.each(['hooks.example.com', publicAddress, '127.0.0.1', '203.0.113.10'])('plain http to %s asks for https', async (host) => {
    for (const lookup of [answering(publicAddress), unresolved]) {
      expect(await policyWith(lookup).judgeUrl(`http://${host}/hook`)).toBe('https_required');
    }
  });

  it('a name that does not resolve yet may be saved with https', async () => {
    expect(await policyWith(unresolved).judgeUrl('https://hooks.example.com/')).toBe('allowed');
    expect(await policyWith(answering()).judgeUrl('https://hooks.example.com/')).toBe('allowed');
  });

  it('a name server that never answers costs whoever saves two seconds', async () => {
    vi.useFakeTimers();
    try {
      const verdict = policyWith(() => new Promise(() => {})).judgeUrl('https://hooks.example.com/');
      await vi.advanceTimersByTimeAsync(2_000);
      expect(await verdict).toBe('allowed');
      expect(vi.getTimerCount()).toBe(0);
    } finally {
      vi.useRealTimers();
    }
  });

  it.each([
    '',
    'hooks.example.com',
    '//hooks.example.com/',
    'https:hooks.example.com',
    'https:/hooks.example.com',
    'https:///hooks.example.com',
    'https:\\\\hooks.example.com',
    'ftp://hooks.example.com/',
    'file:///etc/passwd',
    'javascript:alert(1)',
    'https://',
    'https://hooks.example.com/#fragment',
    'https://hooks.example.com/#',
    'https://user@hooks.example.com/',
    'https://@hooks.example.com/',
    'https://hooks.example.com\\.internal/',
    ' https://hooks.example.com/',
    'https://hooks.example.com/\r\nX-Injected: 1',
    'https://hooks.exam\tple.com/',
    'https://hooks.example.com/a b',
    'https://hooks.example.com/\u0000',
    'https://hooks.example.com:99999/',
    'https://{{host}}/',
    'https://[fe80::1%25eth0]/',
    'https://hooks.{{host}}.example/',
    'https://$(id).example/',
  ])('%j is not a URL to save', async (url) => {
    expect(await policyWith(answering(publicAddress)).judgeUrl(url)).toBe('url_not_allowed');
  });

  it('a URL is at most 2,048 characters long, as written and as sent', async () => {
    const verdictOn = (path: string) => policyWith(answering(publicAddress)).judgeUrl(`https://hooks.example.com/${path}`);
    expect(await verdictOn('a'.repeat(2_022))).toBe('allowed');
    expect(await verdictOn('a'.repeat(2_023))).toBe('url_not_allowed');
    expect(await verdictOn('\u00e9'.repeat(1_000))).toBe('url_not_allowed');
  });
});

describe('with listed networks', () => {
  const policy = createEgressPolicy({ allow: ['127.0.0.0/8', '::1/128', '10.1.0.0/16'], lookup: cloudLookup });

  it.each([
    'http://127.0.0.1:9000/',
    'http://127.1/',
    'https://127.0.0.1:1/',
    'http://[::1]:9000/',
    'http://[::ffff:10.1.2.3]/',
    'http://localhost:9000/',
  ])('%s is allowed, on any port and over http', async (url) => {
    expect(await policy.judgeUrl(url)).toBe('allowed');
  });

  const outside = [
    'https://10.2.0.1/',
    'https://169.254.169.254/',
    'https://metadata.google.internal/',
    'https://[fd00:ec2::254]/',
  ];
  it.each(outside)('%s outside them is still refused', async (url) => {
    expect(await policy.judgeUrl(url)).toBe('url_not_allowed');
  });

  it('http needs every address inside the list', async () => {
    expect(await policyWith(answering('127.0.0.1', publicAddress), '127.0.0.0/8').judgeUrl('http://both.example/')).toBe(
      'https_required',
    );
    expect(await policyWith(answering('127.0.0.1', '::1'), '127.0.0.0/8').judgeUrl('http://both.example/')).toBe(
      'https_required',
    );
  });

  it('a host that is half public keeps to the public ports', async () => {
    const half = policyWith(answering('127.0.0.1', publicAddress), '127.0.0.0/8');
    expect(await half.judgeUrl('https://both.example/')).toBe('allowed');
    expect(await half.judgeUrl('https://both.example:9000/')).toBe('url_not_allowed');
  });

  it('a single address is a network of one', async () => {
    const single = policyWith(unresolved, '127.0.0.1', 'fd00::1');
    expect(await single.judgeUrl('http://127.0.0.1/')).toBe('allowed');
    expect(await single.judgeUrl('http://[fd00::1]/')).toBe('allowed');
    expect(await single.judgeUrl('http://127.0.0.2/')).toBe('https_required');
  });

  it('even the Azure platform address can be listed', () => {
    expect(addresses('168.63.129.16/32').isReachable('168.63.129.16')).toBe(true);
  });

  const doubtful4 = [
    '10.0.0.0/33',
    '010.0.0.1/32',
    '10.0.0/8',
    '1/8',
    '10.1.2.3/8',
    '10.0.0.1/08',
    '10.0.0.0/',
    '10.0.0.0/+8',
    '10.0.0.0/8/8',
  ];
  const doubtful6 = ['fe80::1%eth0/64', '::/129', 'fd00::1/8'];
  it.each(['', ' ', 'localhost', '*', ...doubtful4, ...doubtful6])('the hub does not start with "%s" in the list', (network) => {
    expect(() => policyWith(unresolved, network)).toThrow(`"${network}"`);
  });
});
