package dev.kitsune.ftp.config;

import java.util.Locale;

/** The settings that are on or off (vsftpd 1.1.1: 36). */
public enum Flag {
  ANONYMOUS_ENABLE(true),
  LOCAL_ENABLE(false),
  PASV_ENABLE(true),
  PORT_ENABLE(true),
  CHROOT_LOCAL_USER(false),
  WRITE_ENABLE(false),
  ANON_UPLOAD_ENABLE(false),
  ANON_MKDIR_WRITE_ENABLE(false),
  ANON_OTHER_WRITE_ENABLE(false),
  CHOWN_UPLOADS(false),
  CONNECT_FROM_PORT_20(false),
  XFERLOG_ENABLE(false),
  DIRMESSAGE_ENABLE(false),
  ANON_WORLD_READABLE_ONLY(true),
  ASYNC_ABOR_ENABLE(false),
  ASCII_UPLOAD_ENABLE(false),
  ASCII_DOWNLOAD_ENABLE(false),
  ONE_PROCESS_MODEL(false),
  XFERLOG_STD_FORMAT(false),
  PASV_PROMISCUOUS(false),
  DENY_EMAIL_ENABLE(false),
  CHROOT_LIST_ENABLE(false),
  SETPROCTITLE_ENABLE(false),
  TEXT_USERDB_NAMES(false),
  LS_RECURSE_ENABLE(false),
  LOG_FTP_PROTOCOL(false),
  GUEST_ENABLE(false),
  USERLIST_ENABLE(false),
  USERLIST_DENY(true),
  USE_LOCALTIME(false),
  CHECK_SHELL(true),
  HIDE_IDS(false),
  LISTEN(false),
  PORT_PROMISCUOUS(false),
  PASSWD_CHROOT_ENABLE(false),
  NO_ANON_PASSWORD(false);

  private final boolean initial;

  Flag(boolean initial) {
    this.initial = initial;
  }

  /** Returns the value without a file. */
  public boolean initial() {
    return initial;
  }

  /** Returns the name in the file. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }
}
