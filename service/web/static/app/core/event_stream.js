// Events of a response to a POST: EventSource can only GET.

const fieldOf = (line) => [line.slice(0, line.indexOf(":")), line.slice(line.indexOf(":") + 1).replace(/^ /, "")];

/** Yield the events of a response of type text/event-stream as {event, data}, the data parsed. */
export async function* eventsOf(response) {
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  for (let { value, done } = await reader.read(); !done; { value, done } = await reader.read()) {
    const blocks = (rest + value).replaceAll("\r\n", "\n").split("\n\n");
    rest = blocks.pop();
    for (const block of blocks) {
      const fields = block.split("\n").filter((line) => !line.startsWith(":")).map(fieldOf);
      const data = fields.filter(([name]) => name === "data").map(([, text]) => text).join("\n");
      if (data) yield { event: fields.find(([name]) => name === "event")?.[1] || "message", data: JSON.parse(data) };
    }
  }
}
