/**
 * What both shells send with every answer. The renderer has no inline code, no inline styles, no
 * network but its own origin, and no way to turn a string into script (Trusted Types): the one policy there is
 * names a file of the bundle and nothing else.
 * `blob:` in media-src is Media Source Extensions (live pictures).
 */
const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data: blob:",
  "media-src 'self' blob:",
  "font-src 'self'",
  "connect-src 'self'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types own-worker",
].join('; ');

/** The microphone is the window's with the links: what the hall says to those elsewhere. */
const unusedFeatures = ['camera', 'geolocation', 'display-capture', 'usb', 'serial', 'hid', 'midi', 'payment'];

export const securityHeaders: Readonly<Record<string, string>> = {
  'content-security-policy': contentSecurityPolicy,
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': unusedFeatures.map((feature) => `${feature}=()`).join(', '),
};
