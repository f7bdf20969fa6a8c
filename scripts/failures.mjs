// A reporter for `node --test`: each failed test as one line of JSON, `{ name, message }`, for whoever tells of it later.

/** A test above the one that failed only says that one below it did. */
const isOwn = ({ details }) => details?.error?.failureType !== "subtestsFailed";

export default async function* failures(source) {
  for await (const { type, data } of source) {
    if (type !== "test:fail" || !isOwn(data) || data.skip !== undefined || data.todo !== undefined) continue;
    const error = data.details?.error;
    yield `${JSON.stringify({ name: data.name, message: String(error?.cause?.message ?? error?.message ?? error) })}\n`;
  }
}
