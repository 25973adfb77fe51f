package dev.kitsune.eval.testing;

/** What a {@link FakeServer} does wrong at its update. */
public enum Fault {
  NONE,
  LOSES_A_KEY,
  ALTERS_A_VALUE,
  FORGETS_THE_LAST_WRITES,
  ALTERS_A_COUNTER,
  LOSES_A_LIST_ELEMENT,
  LOSES_A_SET_MEMBER,
  DROPS_A_CONNECTION,
  STALLS_300_MS,
  SWAPS_TWO_REPLIES,
  ANSWERS_WITH_ERRORS,
  LEAKS_ITS_LOADER,
  KEEPS_ITS_VERSION,
  IS_ROLLED_BACK
}
