/** Which files of a book its publisher has locked. */
import { innerPath, tryXml } from './package-document.ts';

/** Fonts are scrambled in many free books (IDPF, Adobe); that locks nothing. */
const scrambling = /idpf\.org\/2008\/embedding|ns\.adobe\.com\/pdf\/enc#RC/;

/** The names of encrypted files, from `META-INF/encryption.xml`. */
export function lockedFiles(encryption: string): ReadonlySet<string> {
  const locked = new Set<string>();
  const visit = (node: unknown): void => {
    if (Array.isArray(node)) node.forEach(visit);
    else if (typeof node === 'object' && node !== null) {
      for (const [name, value] of Object.entries(node)) {
        if (name === 'EncryptedData')
          for (const one of Array.isArray(value) ? value : [value]) add(one, locked);
        else visit(value);
      }
    }
  };
  visit(tryXml(encryption));
  return locked;
}

function add(data: unknown, locked: Set<string>): void {
  const text = JSON.stringify(data);
  if (scrambling.test(text)) return;
  for (const [, uri = ''] of text.matchAll(/"@URI":"((?:[^"\\]|\\.)*)"/g)) locked.add(innerPath('', uri));
}
