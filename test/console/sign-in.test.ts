/** Before the console: the first account, signing in, and an invitation. */
import { describe, expect, it } from 'vitest';
import { browserPath, newAccount, openConsole, openPage } from '../support/browser.ts';
import { startTestHub } from '../support/hub.ts';

const hub = await startTestHub();

describe.skipIf(browserPath === undefined)('a new hub', () => {
  it('lets whoever holds its token make the first account, and knows them from then on', async () => {
    const page = await openPage(hub.url, '/console');
    await page.getByRole('heading', { name: 'Create the first account' }).waitFor();
    await page.getByLabel('Admin token').fill('test-admin-token');
    await page.getByLabel('Your name').fill('Grace Hopper');
    await page.getByLabel('E-mail').fill('grace@example.com');
    await page.getByLabel('Password').fill('a nanosecond of wire');
    await page.getByRole('button', { name: 'Create the account' }).click();
    await page.getByRole('heading', { name: 'There is no organisation yet' }).waitFor();
    await page.getByRole('button', { name: 'New organisation' }).first().click();
    await page.getByLabel('Name', { exact: true }).fill('Café Zoë');
    expect(await page.getByLabel('Short name').inputValue()).toBe('cafe-zoe');
    await page.getByRole('button', { name: 'Create', exact: true }).click();
    await page.getByRole('heading', { name: 'Overview' }).waitFor();
    expect(new URL(page.url()).pathname).toBe('/console/orgs/cafe-zoe/overview');

    await page.reload();
    await page.getByRole('heading', { name: 'Overview' }).waitFor();
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
  });

  it('leads back to the address that was asked for once somebody has signed in', async () => {
    const { organisationId } = await hub.tenant();
    const account = await newAccount(hub, organisationId);
    const page = await openConsole(hub.url, `/orgs/${organisationId}/requests?status_class=4xx`, account);
    await page.getByRole('heading', { name: 'Request log' }).waitFor();
    expect(await page.getByLabel('Answer').inputValue()).toBe('4xx');
  });

  it('says so of an address that is none of its pages, and leads on to the first one', async () => {
    const { organisationId } = await hub.tenant();
    const page = await openPage(hub.url, '/console/nowhere');
    const { email, password } = await newAccount(hub, organisationId);
    await page.getByLabel('E-mail').fill(email);
    await page.getByLabel('Password').fill(password);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('heading', { name: 'There is no such page' }).waitFor();
    await page.getByRole('link', { name: 'To the first page' }).click();
    await page.getByRole('heading', { name: 'Overview' }).waitFor();
    expect(new URL(page.url()).pathname).toBe(`/console/orgs/${organisationId}/overview`);
  });
});

describe.skipIf(browserPath === undefined)('an invitation', () => {
  it('says who invites to what, and makes the account that its address is for', async () => {
    const { organisationId } = await hub.tenant();
    const { json } = await hub.admin('POST', `/orgs/${organisationId}/invitations`, {
      email: 'invited@example.com',
      role: 'org_member',
    });
    const page = await openPage(hub.url, `/console/invitation#${json.token}`);
    await page.getByText('invites invited@example.com to Tenant').waitFor();
    await page.getByLabel('Your name').fill('New Person');
    await page.getByLabel('Password').fill('a new and long one');
    await page.getByRole('button', { name: 'Create my account' }).click();
    await page.getByText('New Person').waitFor();
    await page.getByText('Member', { exact: true }).waitFor();
    expect(new URL(page.url()).hash).toBe('');
  });
});
