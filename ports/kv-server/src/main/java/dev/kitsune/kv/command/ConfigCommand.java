package dev.kitsune.kv.command;

import dev.kitsune.NoMigrate;
import dev.kitsune.kv.data.Bytes;
import dev.kitsune.kv.data.Glob;
import dev.kitsune.kv.data.NotAnIntegerException;
import dev.kitsune.kv.data.Numbers;
import dev.kitsune.kv.server.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** CONFIG GET, SET and RESETSTAT. */
final class ConfigCommand {

  /** The parameters that can be read, in the release's order. */
  @NoMigrate
  private static final List<String> NAMES =
      List.of(
          "dbfilename",
          "requirepass",
          "masterauth",
          "maxmemory",
          "timeout",
          "appendonly",
          "appendfsync",
          "save");

  private ConfigCommand() {}

  static void config(Call call, Bytes[] arguments) {
    Bytes subcommand = arguments[1];
    if (subcommand.equalsIgnoreCase("set")) {
      checkWords(arguments, 4);
      set(call, arguments[2].toString(), arguments[3]);
    } else if (subcommand.equalsIgnoreCase("get")) {
      checkWords(arguments, 3);
      get(call, new Glob(arguments[2]));
    } else if (subcommand.equalsIgnoreCase("resetstat")) {
      checkWords(arguments, 2);
      call.server().resetStatistics();
      call.reply().status("OK");
    } else {
      throw new CommandException("CONFIG subcommand must be one of GET, SET, RESETSTAT");
    }
  }

  private static void checkWords(Bytes[] arguments, int expected) {
    if (arguments.length != expected) {
      throw new CommandException("Wrong number of arguments for CONFIG " + arguments[1]);
    }
  }

  private static void get(Call call, Glob pattern) {
    List<String> found = new ArrayList<>();
    for (String name : NAMES) {
      if (pattern.matches(Bytes.of(name))) {
        found.add(name);
      }
    }
    call.reply().multiBulk(2 * found.size());
    for (String name : found) {
      String value = value(call.server().settings(), name);
      call.reply().bulk(name);
      call.reply().bulk(value == null ? null : Bytes.of(value));
    }
  }

  /** Returns a parameter's value. */
  private static @Nullable String value(Settings settings, String name) {
    return switch (name) {
      case "requirepass" -> settings.password();
      case "maxmemory" -> Long.toString(settings.maxMemory());
      case "timeout" -> Integer.toString(settings.idleSeconds());
      default -> PersistenceParameters.value(settings.persistence(), name);
    };
  }

  private static void set(Call call, String name, Bytes value) {
    Settings settings = call.server().settings();
    switch (name.toLowerCase(Locale.ROOT)) {
      case "timeout" -> settings.setIdleSeconds((int) integer(name, value, Integer.MAX_VALUE));
      case "maxmemory" -> settings.setMaxMemory(integer(name, value, Long.MAX_VALUE));
      case "requirepass" -> settings.setPassword(value.length() == 0 ? null : value.toString());
      default -> PersistenceParameters.set(call.server(), name, value);
    }
    call.reply().status("OK");
  }

  private static long integer(String name, Bytes value, long most) {
    long number;
    try {
      number = Numbers.parseStrictly(value);
    } catch (NotAnIntegerException e) {
      number = -1;
    }
    if (number < 0 || number > most) {
      throw new CommandException("invalid argument '" + value + "' for CONFIG SET '" + name + "'");
    }
    return number;
  }
}
