/** The page `docs/formats.md`, made of what the program knows about itself. */
import packageFile from '../../package.json' with { type: 'json' };
import { descriptions } from '../../src/kinds/binary-kind.ts';
import { familyLimits } from '../../src/reading/limits.ts';
import { type FormatRow, families } from './format-rows.ts';

const introduction = `# Formats

What becomes of each kind of file. The bytes decide what a file is, not its name: endings are given only so that you can
find a row. What is not kept is said in the note of the file, and the original lies beside it. A file that cannot
be read goes to \`failed/\` with the reason and a hint.

Files are read in processes beside the program (small texts on the spot), which are ended when they take more than the
table below allows; what comes out is cut at its end, and the note says so. Nothing in a file is run, and no reader asks
anything of the network.

${limitsTable()}

Made by \`npm run make:formats\` from \`src/kinds\`, the limits in \`src/reading\` and \`package.json\`; a test compares.
`;

const versions: Readonly<Record<string, string>> = packageFile.dependencies;

/** The page. Throws when a row names a package that is no dependency. */
export function formatsPage(): string {
  const parts = families.map(({ name, rows }) => `## ${name}\n\n${tableOf(rows)}`);
  return [introduction, ...parts, unread()].join('\n').trimEnd().concat('\n');
}

function tableOf(rows: readonly FormatRow[]): string {
  const head = ['Format', 'Endings', 'Kept', 'Lost', 'Library', 'Limits'];
  const lines = rows.map(({ format, extensions, kept, lost, libraries, limits }) =>
    rowOf([
      format,
      extensions.map((one) => `\`${one}\``).join(' '),
      kept,
      lost,
      librariesIn(libraries),
      limits,
    ]),
  );
  return `${rowOf(head)}\n${rowOf(head.map(() => '---'))}\n${lines.join('\n')}\n`;
}

function limitsTable(): string {
  const head = ['Family', 'Seconds', 'MiB of memory', 'Characters', 'Blocks', 'Pictures'];
  const count = (value: number): string => value.toLocaleString('en-US');
  const lines = familyLimits.map(({ family, seconds, memory, characters, blocks, pictures }) =>
    rowOf([family, ...[seconds, memory, characters, blocks, pictures].map(count)]),
  );
  return `${rowOf(head)}\n${rowOf(head.map(() => '---'))}\n${lines.join('\n')}`;
}

function rowOf(cells: readonly string[]): string {
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
}

function librariesIn(names: readonly string[]): string {
  const named = names.map((name) => {
    const version = versions[name];
    if (version === undefined) throw new Error(`${name} is no dependency`);
    return `${name} ${version}`;
  });
  return named.length === 0 ? 'our own' : named.join(', ');
}

function unread(): string {
  const byDescription = new Map<string, string[]>();
  for (const [type, description] of descriptions) {
    byDescription.set(description, [...(byDescription.get(description) ?? []), `\`${type}\``]);
  }
  const lines = [...byDescription].map(([description, types]) => rowOf([description, types.join(' ')]));
  return `## Known, and not read

These are told from their bytes and go to \`failed/\`, called by their names. A format that stands above as well is read
in the forms that are named there.

${rowOf(['It is', 'Media types'])}\n${rowOf(['---', '---'])}\n${lines.join('\n')}\n`;
}
