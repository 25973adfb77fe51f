package dev.kitsune.kv.command;

import dev.kitsune.kv.data.Bytes;

/**
 * One row of the command table.
 *
 * @param name in lower case
 * @param arity how many words a request has, the name included; negative: at least as many
 * @param payload whether a plain line's last word counts the bytes of a payload
 * @param growing whether it is refused when the data take more memory than they may
 * @param action what it does
 */
record Command(String name, int arity, boolean payload, boolean growing, Action action) {

  /** What a command does: reads and changes state, and writes one reply. */
  @FunctionalInterface
  interface Action {

    /**
     * Executes a request whose number of words is right.
     *
     * @throws CommandException to answer an error, before anything was answered
     */
    void execute(Call call, Bytes[] arguments);
  }

  /** Returns whether a request may have this many words. */
  boolean takes(int words) {
    return arity >= 0 ? words == arity : words >= -arity;
  }
}
