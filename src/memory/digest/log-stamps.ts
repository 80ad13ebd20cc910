/** How programs and people write the time at the start of a line. Each pattern is bounded: no line takes it long. */

/** Marks, a priority (RFC 5424) or a level may stand first. */
const before = String.raw`^\s{0,40}(?:<\d{1,3}>\d? ?)?(?:[-*+>|]\s+|[[("])?(?:\[?[A-Z]{3,8}\]?[:\s]\s{0,8}\[?)?`;
const time = String.raw`(\d\d):(\d\d)(?::\d\d(?:[.,]\d{1,9})?)?`;
const offset = String.raw`(?:\s?(Z|[+-]\d\d:?\d\d)(?![\d:]))?`;
const close = String.raw`[\])"|:,;]*`;

/** `2026-11-03`, `2026/11/03 14:22:01,123`, `2026-11-03T14:22Z`: year, sign, month, day, hour, minute, offset. */
export const iso = new RegExp(
  String.raw`${before}(\d{4})([-/.])(\d\d)\2(\d\d)(?!\d)(?:(?:T|[ ,]{1,3})${time}${offset})?${close}`,
);
/** `20261103T142201`: year, month, day. */
export const compact = new RegExp(
  String.raw`${before}(\d{4})(\d\d)(\d\d)[T _-]\d\d:?\d\d(?::?\d\d)?${close}`,
);
/** `03.11.2026 14:22`, `11/03/2026`: first, sign, second, year, hour. */
export const dayFirst = new RegExp(
  String.raw`${before}(\d{1,2})([./-])(\d{1,2})\2(\d{4})(?!\d)(?:[ ,T]{1,3}${time})?${close}`,
);
/** `2026年11月3日`: year, month, day. */
export const eastern = new RegExp(String.raw`${before}(\d{4})[年년] ?(\d{1,2})[月월] ?(\d{1,2})[日일]`);
/** `10.0.0.1 - ada [03/Nov/2026:23:55:36 +0000]`, as web servers write it (Common Log Format). */
export const web =
  /^\S{1,100} \S{1,100} \S{1,100} \[(\d\d)\/([A-Z][a-z]{2})\/(\d{4}):(\d\d):(\d\d):\d\d ([+-]\d{4})\]/;
/** `Nov  3 14:22:01` and `[Tue Nov 03 14:22:01.12 2026]` (RFC 3164, asctime, Apache): month, day, year. */
export const system =
  /^(?:<\d{1,3}>)?\[?(?:[A-Z][a-z]{2} )?([A-Z][a-z]{2}) {1,2}(\d{1,2}) \d\d:\d\d:\d\d(?:\.\d{1,9})?(?: (\d{4}))?\]?/;
/** Seconds or milliseconds since the epoch. */
export const epoch = /^\[?(1\d{9})(?:\.\d{1,9}|(\d{3}))?\]?(?=[\s,|])/;
/** A record as JSON: the text of its time, or its seconds since the epoch. */
export const json =
  /"(?:time|timestamp|ts|@timestamp|date|datetime|t)"\s{0,4}:\s{0,4}(?:"([^"]{8,40})"|(\d{10})(?:\.\d{1,9}|\d{3})?(?!\d))/;
/** `14:22:01,123` without a day. */
export const timeOnly = new RegExp(
  String.raw`${before}\d\d:\d\d(?::\d\d(?:[.,]\d{1,9})?)?(?=[\s\])|,])${close}`,
);
/** A level first, and no time. */
export const level =
  /^\s{0,40}[[(<]?(?:TRACE|DEBUG|INFO|NOTICE|WARN|WARNING|ERROR|ERR|FATAL|CRITICAL)\b[\])>:]{0,3}/;
