/**
 * @module What was asked of the local Stripe, and how much at once; never with a key in it.
 */

export interface RecordedRequest {
  readonly method: string;
  readonly path: string;
  /** Without its question mark. */
  readonly query: string;
  /** 0 while the answer is being made, and for good when the connection was reset before one. */
  readonly status: number;
  /** `mk_…` of the key, unless it is nobody's. */
  readonly keyId: string | null;
  /** Unix seconds. */
  readonly at: number;
  readonly idempotencyKey?: string;
}

export interface OpenRequest {
  /** Notes the status of the answer. */
  answer(status: number): void;
  /** Notes that the connection is free again. */
  end(): void;
}

const ANYTHING_LIKE_A_KEY = /\b((?:sk|rk|rkcs|pk)_(?:org_)?(?:test|live)_|whsec_)[A-Za-z0-9]+/g;

export class RequestLog {
  #requests: RecordedRequest[] = [];
  #underWay = 0;
  #peak = 0;

  get requests(): readonly RecordedRequest[] {
    return this.#requests;
  }

  get peakConcurrency(): number {
    return this.#peak;
  }

  begin(request: Omit<RecordedRequest, "status">): OpenRequest {
    const entry = { ...request, path: hideKeys(request.path), query: hideKeys(request.query), status: 0 };
    this.#requests.push(entry);
    this.#underWay += 1;
    this.#peak = Math.max(this.#peak, this.#underWay);
    let open = true;
    return {
      answer: (status) => {
        entry.status = status;
      },
      end: () => {
        if (open) this.#underWay -= 1;
        open = false;
      },
    };
  }

  /** Forgets all requests; those still under way count towards the next peak. */
  clear(): void {
    this.#requests = [];
    this.#peak = this.#underWay;
  }
}

function hideKeys(text: string): string {
  return text.replace(ANYTHING_LIKE_A_KEY, "$1[hidden]");
}
