package dev.kitsune.eval;

import dev.kitsune.eval.experiment.Size;
import dev.kitsune.eval.ftp.FtpSubject;
import dev.kitsune.eval.http.HttpSubject;
import dev.kitsune.eval.subject.Subject;
import java.util.ArrayList;
import java.util.List;

/** Many connections of one kind: a program's state, where that is not keys. */
record Crowd(Subject subject, String what, int count) {

  private static final int FEW = 5;
  private static final int MOST_TRANSFERS = 120;

  /** Returns the crowds of a program; kv-server's state is keys, see {@code kitsune eval size}. */
  static List<Crowd> of(String program, Size size, long seed) {
    List<Crowd> crowds = new ArrayList<>();
    for (int count : size.connectionCounts()) {
      if (program.equals(FtpSubject.PROGRAM)) {
        crowds.add(new Crowd(new FtpSubject(size.manyFtp(count, 0, seed)), "sessions", count));
        int transfers = Math.min(count, MOST_TRANSFERS) / 3 * 3;
        if (transfers == count / 3 * 3) {
          crowds.add(
              new Crowd(
                  new FtpSubject(size.manyFtp(FEW, transfers, seed)), "transfers", transfers));
        }
      } else if (program.equals(HttpSubject.PROGRAM)) {
        crowds.add(new Crowd(new HttpSubject(size.manyHttp(1, count, seed)), "listeners", count));
        if (count <= MOST_TRANSFERS / 2) {
          crowds.add(new Crowd(new HttpSubject(size.manyHttp(count, 1, seed)), "sources", count));
        }
      }
    }
    return crowds;
  }
}
