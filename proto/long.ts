// The Long that carries the int64 fields of messages.
import Long from 'long';

export { Long };
