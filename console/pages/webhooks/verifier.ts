/** How a receiver proves that a delivery came from the hub, ready to be copied. The hub's docs explain each step. */

/** By language. They are those of docs/webhooks.md, which are tried out there. */
export const verifiers: readonly { readonly language: string; readonly text: string }[] = [
  {
    language: 'Node',
    text: `import { createHmac, timingSafeEqual } from 'node:crypto';

/** \`header\` is X-PC-Signature, \`body\` a Buffer of the bytes as they came. */
export function isGenuine(header, body, secret, nowSeconds = Date.now() / 1000) {
  const parts = String(header).split(',');
  const time = parts.find((part) => part.startsWith('t='))?.slice(2) ?? '';
  if (!/^\\d{10}$/.test(time) || Math.abs(nowSeconds - Number(time)) > 300) return false;
  const digest = createHmac('sha256', secret).update(\`\${time}.\`).update(body).digest('hex');
  const expected = Buffer.from(\`v1=\${digest}\`);
  return parts.some((part) => {
    const given = Buffer.from(part);
    return given.length === expected.length && timingSafeEqual(given, expected);
  });
}`,
  },
  {
    language: 'Python',
    text: `import hashlib, hmac, re, time

def is_genuine(header, body, secret, now=None):
    """header is X-PC-Signature or None, body the bytes as they came."""
    parts = (header or "").split(",")
    sent_at = next((part[2:] for part in parts if part.startswith("t=")), "")
    now = time.time() if now is None else now
    if not re.fullmatch("[0-9]{10}", sent_at) or abs(now - int(sent_at)) > 300:
        return False
    digest = hmac.new(secret.encode(), f"{sent_at}.".encode() + body, hashlib.sha256).hexdigest()
    expected = f"v1={digest}".encode()
    return any(hmac.compare_digest(part.encode(), expected) for part in parts)`,
  },
];
