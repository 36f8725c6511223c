// Steps through a story, both ways. There is a stop before anything happens, one after each thing that happens (a
// deadline too), and one at the end. A story without `step` is shown as a whole.

function stopsOf(data, story) {
  const stops = [{ items: 0, now: 0 }];
  for (const { at, who } of new Telling(data, story).entries) {
    const done = who === "app" || who === "world" || (who === "link" && story.seen);
    stops.push({ items: stops.at(-1).items + (done ? 1 : 0), now: at });
  }
  if (story.now > stops.at(-1).now) stops.push({ items: story.items.length, now: story.now });
  return stops;
}

/** The story as far as it is shown. */
function untilStep(data, story) {
  if (story.step === undefined) return story;
  const stops = stopsOf(data, story);
  const { items, now } = stops[Math.min(story.step, stops.length - 1)];
  return { ...story, items: story.items.slice(0, items), now };
}

/** The story `by` stops further; at the last stop it is shown as a whole. */
function stepped(data, story, by) {
  const last = stopsOf(data, story).length - 1;
  const place = Math.min(Math.max((story.step ?? last) + by, 0), last);
  return { ...story, step: place === last ? undefined : place };
}
