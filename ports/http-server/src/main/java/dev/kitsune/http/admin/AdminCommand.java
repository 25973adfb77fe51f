package dev.kitsune.http.admin;

import dev.kitsune.http.server.Source;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The commands of the release. */
enum AdminCommand {
  STATS("stats", GlobalCommands::stats, null),
  LISTMOUNTS("listmounts", GlobalCommands::listMounts, null),
  STREAMLIST("streamlist", GlobalCommands::listMounts, null),
  STREAMLIST_TXT("streamlist.txt", GlobalCommands::streamList, null),
  LISTCLIENTS("listclients", null, MountCommands::listClients),
  METADATA("metadata", null, MountCommands::metadata),
  UPDATEMETADATA("updatemetadata", null, MountCommands::updateMetadata),
  FALLBACKS("fallbacks", null, MountCommands::fallbacks),
  MOVECLIENTS("moveclients", null, MountCommands::moveClients),
  KILLCLIENT("killclient", null, MountCommands::killClient),
  KILLSOURCE("killsource", null, MountCommands::killSource),
  MANAGEAUTH("manageauth", null, MountCommands::manageAuth),
  BUILDM3U("buildm3u", null, MountCommands::buildM3u),
  ADMIN_CGI("admin.cgi", null, MountCommands::shoutcastMetadata);

  private static final String SHEET = ".xsl";

  private final String path;
  private final @Nullable Consumer<AdminCall> global;
  private final @Nullable BiConsumer<AdminCall, Source> onMount;

  AdminCommand(
      String path,
      @Nullable Consumer<AdminCall> global,
      @Nullable BiConsumer<AdminCall, Source> onMount) {
    this.path = path;
    this.global = global;
    this.onMount = onMount;
  }

  /** Finds the command of a path's last part; null if there is none. */
  static @Nullable AdminCommand of(String name) {
    if (name.isEmpty() || name.equals("stats.xml")) {
      return STATS;
    }
    for (AdminCommand each : values()) {
      if (each != ADMIN_CGI && (each.path.equals(name) || each.isPage(name))) {
        return each;
      }
    }
    return null;
  }

  /** Returns whether a path asks for the command's page; two commands have none. */
  boolean isPage(String name) {
    if (name.isEmpty()) {
      return true;
    }
    return this != STREAMLIST
        && this != STREAMLIST_TXT
        && this != BUILDM3U
        && name.equals(path + SHEET);
  }

  /** Returns the name, without an extension for pages. */
  String path() {
    return path;
  }

  /** Returns what it does without a mount; null if it needs one. */
  @Nullable Consumer<AdminCall> global() {
    return global;
  }

  /** Returns what it does to a mount; null if it takes none. */
  @Nullable BiConsumer<AdminCall, Source> onMount() {
    return onMount;
  }
}
