package dev.kitsune.ftp.config;

import java.util.Locale;

/** The settings that are on or off (vsftpd 2.0.6: 67). */
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
  NO_ANON_PASSWORD(false),
  TCP_WRAPPERS(false),
  USE_SENDFILE(true),
  FORCE_DOT_FILES(false),
  LISTEN_IPV6(false),
  DUAL_LOG_ENABLE(false),
  SYSLOG_ENABLE(false),
  BACKGROUND(false),
  VIRTUAL_USE_LOCAL_PRIVS(false),
  SESSION_SUPPORT(false),
  DOWNLOAD_ENABLE(true),
  DIRLIST_ENABLE(true),
  CHMOD_ENABLE(true),
  SECURE_EMAIL_LIST_ENABLE(false),
  RUN_AS_LAUNCHING_USER(false),
  NO_LOG_LOCK(false),
  SSL_ENABLE(false),
  ALLOW_ANON_SSL(false),
  FORCE_LOCAL_LOGINS_SSL(true),
  FORCE_LOCAL_DATA_SSL(true),
  SSL_SSLV2(false),
  SSL_SSLV3(false),
  SSL_TLSV1(true),
  TILDE_USER_ENABLE(false),
  FORCE_ANON_LOGINS_SSL(false),
  FORCE_ANON_DATA_SSL(false),
  MDTM_WRITE(true),
  LOCK_UPLOAD_FILES(true),
  PASV_ADDR_RESOLVE(false),
  DEBUG_SSL(false),
  REQUIRE_CERT(false),
  VALIDATE_CERT(false);

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
