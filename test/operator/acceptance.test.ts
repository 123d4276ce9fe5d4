/** Accepting an invitation, with a look at what a made-up one costs. */
import { randomBytes } from 'node:crypto';
import { expect, it } from 'vitest';
import { invitationTokenPrefix, mintToken } from '../../core/domain/key-token.ts';
import { startOperatorApi } from './operator-api.ts';

const hashed: string[] = [];
const api = await startOperatorApi(() =>
  Promise.resolve({
    passwords: {
      hash: (password: string) => {
        hashed.push(password);
        return Promise.resolve('hash');
      },
      verify: () => Promise.resolve(false),
    },
  }),
);

const accept = (token: string) =>
  api.api.openRoutes
    .find(({ path }) => path === '/invitations/accept')
    ?.handle({
      method: 'POST',
      path: '/invitations/accept',
      params: {},
      query: new URLSearchParams(),
      headers: {},
      clientIp: '203.0.113.1',
      json: { token, name: 'Ada', password: 'correct horse battery' },
    });

it('hashes a password for who holds an open invitation only: it costs more than anything else that strangers can ask for', async () => {
  expect(await accept(mintToken(invitationTokenPrefix, randomBytes))).toMatchObject({ status: 404 });
  expect(hashed).toEqual([]);
  const { token } = await api.ok('POST', '/invitations', { email: 'ada@example.com' });
  expect(await accept(token)).toMatchObject({ status: 201 });
  expect(hashed).toEqual(['correct horse battery']);
});
