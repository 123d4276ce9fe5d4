-- A body that lost a card number or a key on its way into the log is not what the sender sent, and is not to be replayed.
alter table request_log add column body_masked boolean not null default false;
