/** Where Ollama is: the forms of `OLLAMA_HOST`, as Ollama's own `envconfig/config.go` reads them. */
import type { Place } from './contract.ts';

/** A server's address and whose machine that is. */
export interface Host {
  /** E.g. `http://127.0.0.1:11434`, without a slash at the end. */
  readonly url: string;
  readonly place: Exclude<Place, 'process'>;
}

const loopback = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

/** Is this URL on this machine? */
export function isLoopbackUrl(url: string): boolean {
  return URL.canParse(url) && loopback.test(new URL(url).hostname);
}

/**
 * @param text `OLLAMA_HOST`: a host, `host:port`, a URL or an IPv6 address; empty and undefined mean the default.
 * An address that servers listen on but nobody can call (`0.0.0.0`, `::`) becomes this machine's own.
 */
export function ollamaHost(text: string | undefined): Host {
  const trimmed = (text ?? '').trim().replace(/^["']|["']$/g, '');
  const [, scheme, rest] = /^(?:(https?):\/\/)?(.*)$/s.exec(trimmed) ?? [];
  const [address = '', ...path] = (rest ?? '').split('/');
  const { host, port } = splitPort(address);
  const defaultPort = scheme === 'https' ? '443' : scheme === 'http' ? '80' : '11434';
  const folder = path.filter((part) => part !== '').map((part) => `/${part}`);
  const url = `${scheme ?? 'http'}://${callable(host)}:${port || defaultPort}${folder.join('')}`;
  return URL.canParse(url)
    ? { url, place: isLoopbackUrl(url) ? 'loopback' : 'network' }
    : { url: 'http://127.0.0.1:11434', place: 'loopback' };
}

function splitPort(address: string): { host: string; port: string } {
  const bracketed = /^\[([^\]]*)\](?::(\d*))?$/.exec(address);
  if (bracketed) return { host: bracketed[1] ?? '', port: bracketed[2] ?? '' };
  if (address.split(':').length > 2) return { host: address, port: '' };
  const [host = '', port = ''] = address.split(':');
  return { host, port: /^\d+$/.test(port) && Number(port) <= 65_535 ? port : '' };
}

function callable(host: string): string {
  if (host === '' || host === '0.0.0.0') return '127.0.0.1';
  if (host.includes(':')) return /^[0:]+$/.test(host) ? '[::1]' : `[${host}]`;
  return host;
}
