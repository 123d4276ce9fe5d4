/** An e-mail transport for tests, closed with the test that started it, and mail servers that do not play fair. */
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';
import {
  createEmailTransport,
  type EmailRequest,
  type EmailTransport,
  type EmailTransportOptions,
} from '../../core/delivery/transport-email.ts';

/** Starts one that sends from `Hub <hub@sender.example>`. */
export function startEmailTransport(options: Partial<EmailTransportOptions>): EmailTransport {
  const transport = createEmailTransport({
    smtpUrl: undefined,
    mailFrom: 'Hub <hub@sender.example>',
    now: Date.now,
    deadlineMilliseconds: 3_000,
    ...options,
  });
  onTestFinished(() => transport.close());
  return transport;
}

/** A short e-mail to Ann. */
export function email(changes: Partial<EmailRequest> = {}): EmailRequest {
  return { id: 'delivery-1', to: 'ann@example.com', subject: 'An order', text: 'It came.', ...changes };
}

/** A server that says whatever the test wants. */
export interface Speaker {
  /** Its `smtp://` URL. */
  readonly url: string;
  readonly sockets: readonly Socket[];
}

/** Starts one; `speak` is called for each connection. It is closed when the test ends. */
export async function startSpeaker(speak: (socket: Socket) => void): Promise<Speaker> {
  const sockets: Socket[] = [];
  const server = createServer((socket) => {
    sockets.push(socket);
    socket.on('error', () => {}); // breaking off is what these tests are about
    speak(socket);
    socket.resume(); // one that is not read never learns that it was closed
  });
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo; // a TCP server's address is never a path
  return { url: `smtp://127.0.0.1:${port}`, sockets };
}

/** Speaks by the book, save for the replies to these commands, whose first word is the key; `greeting` is one of them. */
export function speakSmtp(replies: Readonly<Record<string, string>>): (socket: Socket) => void {
  return (socket) => {
    let isMessage = false;
    const say = (command: string, usual: string): void => void socket.write(`${replies[command] ?? usual}\r\n`);
    say('greeting', '220 mail.example.com');
    let rest = '';
    socket.setEncoding('utf8').on('data', (chunk: string) => {
      const lines = (rest + chunk).split('\r\n');
      rest = lines.pop() ?? '';
      for (const line of lines) {
        const [command = ''] = line.toUpperCase().split(/[ :]/);
        if (isMessage) {
          if (line !== '.') continue;
          isMessage = false;
          say('message', '250 taken');
        } else if (command === 'DATA') {
          isMessage = replies['DATA'] === undefined;
          say('DATA', '354 go on');
        } else {
          say(command, '250 ok');
        }
      }
    });
  };
}
