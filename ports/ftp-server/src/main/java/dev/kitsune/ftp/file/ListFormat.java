package dev.kitsune.ftp.file;

import dev.kitsune.NoMigrate;
import dev.kitsune.ftp.user.Accounts;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Writes the columns of a listing. */
public final class ListFormat {

  @NoMigrate
  private static final String[] MONTHS = {
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"
  };

  private static final long SECONDS_WITH_TIME = 182L * 24 * 60 * 60;

  private final boolean hidesIds;
  private final @Nullable Accounts names;
  private final ZoneId zone;
  private final long now;

  /**
   * Makes a format.
   *
   * @param hidesIds whether every owner is {@code ftp}
   * @param names who has which number, or null to show numbers
   * @param isLocalTime whether times are local, not UTC
   * @param now seconds since 1970
   */
  public ListFormat(boolean hidesIds, @Nullable Accounts names, boolean isLocalTime, long now) {
    this.hidesIds = hidesIds;
    this.names = names;
    this.zone = isLocalTime ? ZoneId.systemDefault() : ZoneOffset.UTC;
    this.now = now;
  }

  /** Returns a line without its end. */
  String line(FileStatus status, String name) {
    return String.format(
        Locale.ROOT,
        "%s %4d %-8s %-8s %8d %s %s",
        status.permissions(),
        status.links(),
        owner(status.uid()),
        owner(status.gid()),
        status.size(),
        date(status.modified()),
        name);
  }

  private String owner(int id) {
    if (hidesIds) {
      return "ftp";
    }
    return names == null ? Integer.toString(id) : names.nameOf(id);
  }

  private String date(long modified) {
    ZonedDateTime time = Instant.ofEpochSecond(modified).atZone(zone);
    String day =
        String.format(
            Locale.ROOT, "%s %02d", MONTHS[time.getMonthValue() - 1], time.getDayOfMonth());
    boolean isOld = modified > now || now - modified > SECONDS_WITH_TIME;
    return isOld
        ? String.format(Locale.ROOT, "%s  %04d", day, time.getYear())
        : String.format(Locale.ROOT, "%s %02d:%02d", day, time.getHour(), time.getMinute());
  }
}
