/** The blocks of tags that an image file carries, as they stand in it. */
export interface TagBlocks {
  /** A TIFF structure, with or without `Exif\0\0` in front. */
  readonly exif?: Uint8Array;
  /** XML. */
  readonly xmp?: Uint8Array;
  /** Photoshop's image resources, or the IPTC datasets alone. */
  readonly iptc?: Uint8Array;
  /** Of PNG. */
  readonly comments?: readonly { readonly keyword: string; readonly text: string }[];
}
