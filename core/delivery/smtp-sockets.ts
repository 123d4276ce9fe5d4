/**
 * Opens the TCP connections to the mail server and keeps an eye on them: none outlives the transport, and none may say
 * more than mail servers have to say. It knows neither SMTP nor TLS.
 */
import { connect, type Socket } from 'node:net';

/** What sockets are opened with. */
export interface SmtpSocketOptions {
  readonly host: string;
  readonly port: number;
  /** How long name look-up and TCP may take together. */
  readonly timeoutMilliseconds: number;
}

/** Every open connection to one server. */
export interface SmtpSockets {
  /** Rejects when there is no connection in time. */
  open(): Promise<Socket>;
  /** Ends every connection at once. */
  destroyAll(): void;
}

/** A hundred messages are answered with some 50 KB. An endless answer would be kept in memory, and read again and again. */
const receivedLimitBytes = 1_048_576;
const lookMilliseconds = 50;

/** Makes an empty set of them. */
export function createSmtpSockets({ host, port, timeoutMilliseconds }: SmtpSocketOptions): SmtpSockets {
  const sockets = new Set<Socket>();

  const watch = (socket: Socket): void => {
    sockets.add(socket);
    // Looks at the count rather than at the data: under TLS these go by without an event here.
    const timer = setInterval(() => {
      if (socket.bytesRead > receivedLimitBytes) socket.destroy(new Error('the mail server says too much'));
    }, lookMilliseconds);
    socket.once('close', () => {
      clearInterval(timer);
      sockets.delete(socket);
    });
  };

  return {
    open: () =>
      new Promise((resolve, reject) => {
        const socket = connect({ host, port, noDelay: true });
        watch(socket);
        socket.setTimeout(timeoutMilliseconds, () => socket.destroy(new Error('no connection in time')));
        socket.once('connect', () => resolve(socket.setTimeout(0)));
        // Stays on for the socket's life: an error between here and the next owner's listener must not end the process.
        socket.on('error', reject);
        socket.once('close', () => reject(new Error('the connection was closed'))); // by destroyAll, before it was open
      }),
    destroyAll: () => sockets.forEach((socket) => socket.destroy()),
  };
}
