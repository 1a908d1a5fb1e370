// What gen/descriptors.js tells of the messages.

/** One field of a message. A message's fields stand in the order of their numbers. */
export interface FieldDescriptor {
  /** As in the .proto file: `tensor_shape`. */
  readonly name: string;
  /** As in decoded objects: `tensorShape`. */
  readonly key: string;
  /** A scalar type of protobuf (`int64`), or the name of a message or an enum (`TensorShapeProto.Dim`). */
  readonly type: string;
  readonly repeated?: true;
  /** There for maps: the type of their keys; `type` is that of their values. */
  readonly mapKey?: string;
  /** A member of a oneof: there even where its value is the type's default. */
  readonly oneof?: true;
}
