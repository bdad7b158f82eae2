// Finds rows with code, name and initials by what is typed of them, the best fit first.
//
// Each column is one long text: the browser searches that far quicker than 50,000 short ones, and stops when enough is found.
"use strict";
{
  const log = (self.portalLog ??= {});
  const MOST = 12;

  const column = (values) => {
    const starts = new Int32Array(values.length + 1);
    for (const [row, value] of values.entries()) starts[row + 1] = starts[row] + value.length + 1;
    return { text: `\n${values.join("\n")}\n`, starts };
  };
  // The row in which a place of the text lies.
  const rowAt = (starts, place) => {
    let [low, high] = [0, starts.length - 2];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (starts[middle] <= place) low = middle;
      else high = middle - 1;
    }
    return low;
  };
  function* hits({ text, starts }, wanted) {
    for (let place = text.indexOf(wanted); place >= 0;) {
      const row = rowAt(starts, place);
      yield row;
      place = text.indexOf(wanted, starts[row + 1]);
    }
  }

  // Returns a function that takes what is typed and returns at most twelve of the rows {code, name, initials}.
  log.finder = (rows) => {
    const [codes, names, initials] = ["code", "name", "initials"].map((key) => column(rows.map((each) => each[key].toLowerCase())));
    return (typed) => {
      const text = typed.trim().toLowerCase();
      const found = new Set();
      const ways = [[codes, `\n${text}\n`], [names, `\n${text}`], [initials, `\n${text}`], [codes, `\n${text}`], [names, text], [initials, text], [codes, text]];
      for (const [where, wanted] of ways) {
        for (const row of hits(where, wanted)) {
          if (found.size === MOST) return Array.from(found, (each) => rows[each]);
          found.add(row);
        }
      }
      return Array.from(found, (each) => rows[each]);
    };
  };
}
