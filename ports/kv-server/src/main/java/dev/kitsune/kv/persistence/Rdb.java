package dev.kitsune.kv.persistence;

/** The numbers of the dump's format. */
final class Rdb {

  static final String SIGNATURE = "REDIS";

  static final int DEADLINE_MILLIS = 252; // since version 3
  static final int DEADLINE_SECONDS = 253;
  static final int SELECT = 254;
  static final int END = 255;

  static final int STRING = 0;
  static final int LIST = 1;
  static final int SET = 2;
  static final int SORTED_SET = 3;
  static final int HASH = 4;
  static final int ZIPMAP_HASH = 9; // this and the next since version 2
  static final int ZIPLIST_LIST = 10;
  static final int INTSET_SET = 11;
  static final int ZIPLIST_SORTED_SET = 12;
  static final int ZIPLIST_HASH = 13; // since version 4

  static final int LENGTH_14 = 0x40;
  static final int LENGTH_32 = 0x80;
  static final int SPECIAL = 0xc0;
  static final int INTEGER_8 = 0;
  static final int INTEGER_16 = 1;
  static final int INTEGER_32 = 2;
  static final int COMPRESSED = 3;

  static final int DOUBLE_NAN = 253;
  static final int DOUBLE_INFINITE = 254;
  static final int DOUBLE_MINUS_INFINITE = 255;

  private Rdb() {}
}
