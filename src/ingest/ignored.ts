/** Names that are not dropped files: what Finder leaves behind, unfinished downloads, and folders that are one item. */

const hiddenNames = new Set(['icon\r', 'thumbs.db', 'ehthumbs.db', 'desktop.ini', '__macosx']);

/**
 * Chrome `.crdownload`, Firefox `.part`, Safari `.download` (a folder), Opera `.opdownload`, WinSCP and
 * others `.filepart`, `.partial`; `.tmp` is what most programs write before they rename.
 */
const partialName = /\.(crdownload|part|partial|filepart|download|opdownload|tmp)$/i;

/** Microsoft Office puts `~$NAME` beside a document while it is open. */
const lockPrefix = '~$';

/**
 * Extensions of folders that Finder shows as one item: the types that macOS declares as
 * `com.apple.package` or `com.apple.bundle` (Apple, "System-Declared Uniform Type Identifiers"), and the
 * document packages of Apple's own and other widely used programs.
 */
const bundleExtensions = new Set(
  (
    'app bundle framework plugin kext xpc appex component prefpane qlgenerator mdimporter saver wdgt action ' +
    'workflow pkg mpkg dsym docset vst vst3 pages numbers key rtfd textbundle playground playgroundbook ' +
    'xcodeproj xcworkspace xcarchive xcdatamodeld scptd photoslibrary photolibrary aplibrary ' +
    'migratedphotolibrary imovielibrary fcpbundle musiclibrary tvlibrary logicx band sparsebundle graffle ' +
    'scriv dtbase2 mindnode ulysses'
  ).split(' '),
);

/**
 * Why a name in ingest is passed over, or undefined when it is a dropped file or folder like any other.
 * `hidden` names mean nothing to a person; `partial` ones will be renamed when they are complete.
 */
export function ignoredName(name: string): 'hidden' | 'partial' | undefined {
  if (name.startsWith('.') || hiddenNames.has(name.toLowerCase())) return 'hidden';
  if (name.startsWith(lockPrefix) || partialName.test(name)) return 'partial';
  return undefined;
}

/** As `ignoredName`, for a folder: of the partial names only Safari's `NAME.download` is ever a folder. */
export function ignoredFolderName(name: string): 'hidden' | 'partial' | undefined {
  const ignored = ignoredName(name);
  return ignored === 'partial' && !/\.download$/i.test(name) ? undefined : ignored;
}

/** Is a folder of this name one item to a person, as an application or a Pages document is? */
export function bundleName(name: string): boolean {
  const dot = name.lastIndexOf('.');
  return dot > 0 && bundleExtensions.has(name.slice(dot + 1).toLowerCase());
}

/**
 * Does a path below ingest lie inside something that is passed over (a hidden folder, a download), or is
 * it such a thing itself?
 */
export function ignoredPath(path: string): boolean {
  const names = path.split('/');
  const last = names.pop() ?? '';
  return ignoredName(last) !== undefined || names.some((name) => ignoredFolderName(name) !== undefined);
}

/** The path of the outermost bundle that a path below ingest lies inside, or undefined. */
export function bundleAround(path: string): string | undefined {
  const names = path.split('/');
  const index = names.findIndex((name, at) => at < names.length - 1 && bundleName(name));
  return index < 0 ? undefined : names.slice(0, index + 1).join('/');
}

interface FolderFacts {
  readonly folder: string;
  /** The outermost bundle that it is, or lies inside. */
  readonly bundle: string | undefined;
  readonly isIgnored: boolean;
}

/** Of the folder that was asked for last: events come from one again and again, and taking paths apart takes long. */
let lastFolder: FolderFacts = { folder: '', bundle: undefined, isIgnored: false };

function factsOf(folder: string): FolderFacts {
  const bundle = bundleAround(`${folder}/`);
  const names = folder === '' ? [] : folder.split('/');
  const isIgnored =
    bundle === undefined ? names.some((name) => ignoredFolderName(name) !== undefined) : ignoredPath(bundle);
  return { folder, bundle, isIgnored };
}

/** The item that a path below ingest belongs to: the bundle around it, else itself; undefined when it is passed over. */
export function itemAt(path: string): string | undefined {
  const slash = path.lastIndexOf('/');
  const folder = slash < 0 ? '' : path.slice(0, slash);
  if (folder !== lastFolder.folder) lastFolder = factsOf(folder);
  const { bundle, isIgnored } = lastFolder;
  if (isIgnored) return undefined;
  if (bundle !== undefined) return bundle;
  return ignoredName(path.slice(slash + 1)) === undefined ? path : undefined;
}
