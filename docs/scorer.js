// What the search puts first: for an ID, the place that says what it means, before the pages that only mention it.
// eslint-disable-next-line no-unused-vars
const HOME = { requirements: 40, interpretations: 40, glossary: 10 };

var Scorer = {
  score: ([page, title, anchor, , score]) => {
    const asked = new URLSearchParams(location.search).get("q")?.trim().toLowerCase() ?? "";
    const named = [title.toLowerCase().split(" > ").pop(), anchor.replace(/^#/, "").toLowerCase()];
    return score + (named.includes(asked) ? HOME[page] ?? 0 : 0);
  },
  objNameMatch: 11,
  objPartialMatch: 6,
  objPrio: { 0: 15, 1: 5, 2: -5 },
  objPrioDefault: 0,
  title: 15,
  partialTitle: 7,
  term: 5,
  partialTerm: 2,
};
