/** What a file's name says of what is in it. */

/** `meeting-notes_2026.md` → `Meeting notes 2026`. */
export function readableName(name: string): string {
  const base = name.replace(/^.*\//, '').replace(/(?<=.)\.[\p{L}\p{N}]{1,8}$/u, '');
  const words = base
    .replace(/[_+]+/g, ' ')
    .replace(/(?<=\p{L})-+|-+(?=\p{L})/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  return words === '' ? name : words.charAt(0).toLocaleUpperCase() + words.slice(1);
}

/** Words that devices and programs give to everything. */
const sayingNothing =
  /(?<!\p{L})(?:scan(?:ned|s)?|img|image|dsc[fn]?|dcim|pxl|photo|foto|bild|picture|screenshot|screen shot|bildschirmfoto|capture|capture d['’]écran|document|dokument|documento|doc|docx|file|datei|fichier|archivo|untitled|unbenannt|sans titre|sin título|senza titolo|naamloos|new|neu|copy|kopie|copie|copia|final|draft|entwurf|text|txt|pdf|download|export|output|out|temp|tmp|attachment|anhang|message|mail|email|note|page|seite|part|main|index|readme|default|data|clip|web|article|mp|vid|rec|recording|aufnahme|voice|audio|video|whatsapp|signal|test|sample|example|beispiel|img e|eml|v\d+)(?!\p{L})/giu;

/** Is the name one that a device or a program gave, or nothing but numbers? */
export function saysNothing(name: string): boolean {
  const rest = readableName(name)
    .replace(sayingNothing, ' ')
    .replace(/[\d\s()[\]{}.,;:_#–-]+/g, '')
    .replace(/^[a-f\d]{6,}$/i, '');
  return (rest.match(/\p{L}/gu)?.length ?? 0) < 3;
}
