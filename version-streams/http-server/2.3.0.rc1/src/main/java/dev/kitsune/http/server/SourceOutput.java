package dev.kitsune.http.server;

import dev.kitsune.http.format.Block;
import dev.kitsune.http.format.Format;
import dev.kitsune.http.format.Output;
import dev.kitsune.http.log.Logs.Level;
import org.jspecify.annotations.Nullable;

/** Puts what a format makes where it belongs: the queue, the dump file, statistics, logs. */
record SourceOutput(Source source, Format format) implements Output {

  @Override
  public void block(Block block) {
    source.queue().add(block);
    Dump dump = source.dump();
    if (dump != null) {
      dump.write(format, block);
    }
  }

  @Override
  public void statistic(String name, @Nullable String value) {
    source.server().statistics().set(source.mount(), name, value);
  }

  @Override
  public void playing(String text) {
    source.playing(text);
    source.server().logs().playlist(source.mount(), source.listeners().size(), text);
  }

  @Override
  public void warn(String text) {
    source.server().log(Level.WARN, "format", text + ": mount=" + source.mount());
  }
}
