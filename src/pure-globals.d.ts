// What Node and every browser have alike, and the pure rooms may therefore use. Only tsconfig.pure.json reads this.
declare class TextEncoder {
  encode(text?: string): Uint8Array<ArrayBuffer>;
  encodeInto(text: string, destination: Uint8Array): { readonly read: number; readonly written: number };
}
declare class TextDecoder {
  constructor(label?: string, options?: { fatal?: boolean; ignoreBOM?: boolean });
  decode(bytes?: Uint8Array | ArrayBuffer): string;
}
/** One character a byte -> base64. */
declare function btoa(bytes: string): string;
/** The inverse of btoa; throws for what is no base64. */
declare function atob(base64: string): string;
