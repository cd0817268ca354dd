const INSPECT = Symbol.for('nodejs.util.inspect.custom')

/** A value that prints as `[redacted]` wherever it lands: in a template, in JSON, in a log line, in an inspector. */
export class Secret {
  readonly #value: string

  constructor(value: string) {
    this.#value = value
  }

  reveal(): string {
    return this.#value
  }

  toString(): string {
    return '[redacted]'
  }

  toJSON(): string {
    return '[redacted]'
  }

  [INSPECT](): string {
    return '[redacted]'
  }
}
