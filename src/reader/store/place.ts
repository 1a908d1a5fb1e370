// Where a heavy value lies: it is read when somebody asks for it, never kept.

/** The record and the value inside it. `offsetBytes` is where the record's header begins. */
export interface Place {
  /** Absolute path of the event file. */
  readonly file: string;
  readonly offsetBytes: number;
  /** Whole record, header and footer included. */
  readonly lengthBytes: number;
  /** Which of the event's values, from 0. */
  readonly valueIndex: number;
  /** Elements along the tensor's first dimension (1 for a scalar): for images, two more than there are pictures. */
  readonly items: number;
}
