// Asking the portal in the background: that the network is lost is expected, and nothing for the console.
"use strict";
{
  // What fetch, and the reading of what it brought, raise when the network goes, or takes too long.
  const LOST = new Set(["TypeError", "TimeoutError", "AbortError", "NetworkError", "SyntaxError"]);
  const isLost = (error) => LOST.has(error.name);

  // Returns the answer and its text; nothing where the network goes before all of it is here.
  const ask = async (address, given) => {
    try {
      const answer = await fetch(address, given);
      return { answer, text: await answer.text() };
    } catch (error) {
      if (!isLost(error)) throw error;
      return undefined;
    }
  };

  self.portalNetwork = { ask, isLost };
}
