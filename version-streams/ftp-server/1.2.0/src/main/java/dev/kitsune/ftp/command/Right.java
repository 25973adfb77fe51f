package dev.kitsune.ftp.command;

import dev.kitsune.ftp.config.Flag;
import dev.kitsune.ftp.config.Settings;
import dev.kitsune.ftp.session.Session;

/** What a session must be allowed for a command; else the reply is {@code 550}. */
enum Right {
  /** Nothing. */
  ANY {
    @Override
    boolean has(Session session, Settings settings) {
      return true;
    }
  },
  /** Passive data connections. */
  PASSIVE {
    @Override
    boolean has(Session session, Settings settings) {
      return settings.is(Flag.PASV_ENABLE);
    }
  },
  /** Active data connections. */
  PORT {
    @Override
    boolean has(Session session, Settings settings) {
      return settings.is(Flag.PORT_ENABLE);
    }
  },
  /** Passive data connections, without promise to use the extended command only. */
  PASSIVE_IPV4 {
    @Override
    boolean has(Session session, Settings settings) {
      return PASSIVE.has(session, settings) && !session.isEpsvAll();
    }
  },
  /** Active data connections, without promise to use passive ones only. */
  PORT_IPV4 {
    @Override
    boolean has(Session session, Settings settings) {
      return PORT.has(session, settings) && !session.isEpsvAll();
    }
  },
  /** Files. */
  DOWNLOAD {
    @Override
    boolean has(Session session, Settings settings) {
      return settings.is(Flag.DOWNLOAD_ENABLE);
    }
  },
  /** Listings. */
  LISTING {
    @Override
    boolean has(Session session, Settings settings) {
      return settings.is(Flag.DIRLIST_ENABLE);
    }
  },
  /** New files. */
  UPLOAD {
    @Override
    boolean has(Session session, Settings settings) {
      return settings.is(Flag.WRITE_ENABLE)
          && (!session.isAnonymous() || settings.is(Flag.ANON_UPLOAD_ENABLE));
    }
  },
  /** More of a file. */
  APPEND {
    @Override
    boolean has(Session session, Settings settings) {
      return CHANGE.has(session, settings);
    }
  },
  /** New directories. */
  MAKE {
    @Override
    boolean has(Session session, Settings settings) {
      return settings.is(Flag.WRITE_ENABLE)
          && (!session.isAnonymous() || settings.is(Flag.ANON_MKDIR_WRITE_ENABLE));
    }
  },
  /** Other changes. */
  CHANGE {
    @Override
    boolean has(Session session, Settings settings) {
      return settings.is(Flag.WRITE_ENABLE)
          && (!session.isAnonymous() || settings.is(Flag.ANON_OTHER_WRITE_ENABLE));
    }
  },
  /** What only users with an account may. */
  SITE {
    @Override
    boolean has(Session session, Settings settings) {
      return !session.isAnonymous();
    }
  };

  /** Returns whether the session is allowed this. */
  abstract boolean has(Session session, Settings settings);
}
