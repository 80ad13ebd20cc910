/** The names of HTML elements by what they mean for reading (HTML Living Standard, sections 4 and 13). */

const set = (names: string): ReadonlySet<string> => new Set(names.split(' '));

/** Elements that have no content and no end tag. */
export const voidNames = set(
  'area base basefont bgsound br col embed frame hr img input keygen link meta param source track wbr',
);

/** What is no text for people, with all that is in it. */
export const unreadNames = set(
  'script style template noscript iframe applet canvas svg audio video map select datalist textarea button ' +
    'title noframes noembed',
);

/** Names that mean no more than "a block of its own". */
export const blockNames = set(
  'div section article main header footer aside nav address center form fieldset legend hgroup dialog details ' +
    'search figcaption',
);

/** The parts of a table. */
export const tableNames = set('table caption colgroup thead tbody tfoot tr td th');

export const headingNames = set('h1 h2 h3 h4 h5 h6');

/** Beginning one of these ends an open paragraph (section 13.2.6.4.7). */
export const endsParagraph = set(
  'address article aside blockquote center details dialog dir div dl fieldset figcaption figure footer form ' +
    'h1 h2 h3 h4 h5 h6 header hgroup hr li dd dt main menu nav ol p pre search section summary table ul listing',
);

/** Beginning one of these ends the open ones that are named, up to the nearest of the stops. */
export const impliedEnds: ReadonlyMap<
  string,
  { readonly ends: ReadonlySet<string>; readonly stops: ReadonlySet<string> }
> = new Map(
  (
    [
      ['li', 'li', 'ul ol menu dir dl table td th'],
      ['dt', 'dt dd', 'dl ul ol table td th'],
      ['dd', 'dt dd', 'dl ul ol table td th'],
      ['td', 'td th caption', 'table'],
      ['th', 'td th caption', 'table'],
      ['tr', 'tr caption', 'table'],
      ['thead', 'thead tbody tfoot caption', 'table'],
      ['tbody', 'thead tbody tfoot caption', 'table'],
      ['tfoot', 'thead tbody tfoot caption', 'table'],
      ['a', 'a', 'table td th'],
    ] as const
  ).map(([name, ends, stops]) => [name, { ends: set(ends), stops: set(stops) }]),
);

/** An end tag of anything else than a part of a table does not reach beyond these. */
export const cellNames = set('td th caption');
