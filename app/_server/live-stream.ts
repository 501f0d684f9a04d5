const encoder = new TextEncoder();

/** A browser that reads so slowly that this much waits for it is let go; it comes back and asks for what it missed. */
const waitingBytesMax = 1024 * 1024;

/** The stream of one browser: on whose session, and how far it has been told of each revision that it watches. */
export class LiveStream {
  readonly body: ReadableStream<Uint8Array>;
  private controller: ReadableStreamDefaultController<Uint8Array> | null = null;

  constructor(
    readonly tokenSha256: string,
    /** by revision: the number of the last event that was told */
    readonly reached: Map<string, number>,
    private readonly closed: (stream: LiveStream) => void,
  ) {
    this.body = new ReadableStream<Uint8Array>(
      {
        start: (controller) => {
          this.controller = controller;
        },
        cancel: () => this.forget(),
      },
      new ByteLengthQueuingStrategy({ highWaterMark: waitingBytesMax }),
    );
  }

  send(message: string): void {
    // Asked before, not after: a single message may be larger than all that may wait.
    if ((this.controller?.desiredSize ?? 0) > 0) this.controller?.enqueue(encoder.encode(message));
    else this.end();
  }

  /** Ends the stream once what waits in it has been read. */
  end(): void {
    this.controller?.close();
    this.forget();
  }

  private forget(): void {
    this.controller = null;
    this.closed(this);
  }
}
