package dev.kitsune.ftp.transfer;

import dev.kitsune.ftp.config.Flag;
import dev.kitsune.ftp.file.ListFormat;
import dev.kitsune.ftp.file.ListOptions;
import dev.kitsune.ftp.file.Listing;
import dev.kitsune.ftp.session.DataEndpoint;
import dev.kitsune.ftp.session.Session;
import dev.kitsune.ftp.text.Bytes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/**
 * One use of a data connection, with all that its thread must know to go on where it was: an update
 * may come at any block.
 */
public final class Transfer implements Session.Work {

  /** What is moved. */
  public enum Kind {
    /** A file to the client. */
    DOWNLOAD,
    /** A file from the client. */
    UPLOAD,
    /** A listing to the client. */
    LISTING
  }

  /** How far it is. */
  public enum Stage {
    /** The data connection is being made. */
    CONNECTING,
    /** It is made, and the client was not told yet. */
    CONNECTED,
    /** Bytes are moved. */
    MOVING,
    /** The outcome is known. */
    OVER
  }

  /** How it ended. */
  public enum Outcome {
    /** All was moved. */
    COMPLETE,
    /** There was no data connection in time. */
    NOT_CONNECTED,
    /** Somebody else connected. */
    WRONG_PEER,
    /** The client did not agree about encryption. */
    NOT_ENCRYPTED,
    /** The data connection failed. */
    NETWORK_FAILED,
    /** The file could not be read or written. */
    FILE_FAILED,
    /** Nothing moved for too long. */
    TIMED_OUT
  }

  private final Session session;
  private final Kind kind;
  private final DataEndpoint endpoint;
  private final @Nullable FileChannel file;
  private final String name;
  private final long size;
  private final boolean converts;
  private final RateLimit limit;
  private final long startNanos = System.nanoTime();
  private Stage stage = Stage.CONNECTING;
  private Outcome outcome = Outcome.COMPLETE;
  private boolean isDirectoryOpened = true;
  private @Nullable ListFormat format;
  private @Nullable ListOptions options;
  private String hidden = "";
  private String announcement = "";
  private @Nullable SocketChannel socket;
  private @Nullable TlsData tls;
  private boolean isReturnHeld;
  private @Nullable Path locked;
  private boolean isWaiting;
  private ByteBuffer pending;
  private long moved;

  private Transfer(
      Session session,
      Kind kind,
      DataEndpoint endpoint,
      @Nullable FileChannel file,
      String name,
      long size,
      boolean converts,
      ByteBuffer pending) {
    this.session = session;
    this.kind = kind;
    this.endpoint = endpoint;
    this.file = file;
    this.name = name;
    this.size = size;
    this.converts = converts;
    this.pending = pending;
    limit = new RateLimit(session.rate());
    SSLContext context = session.tls();
    if (context != null && session.isDataEncrypted()) {
      tls = new TlsData(context, session.settings().is(Flag.REQUIRE_CERT));
    }
  }

  /** Describes a download; the file stands where it begins. */
  public static Transfer download(
      Session session,
      DataEndpoint endpoint,
      FileChannel file,
      String name,
      long size,
      boolean converts) {
    return new Transfer(
        session, Kind.DOWNLOAD, endpoint, file, name, size, converts, ByteBuffer.allocate(0));
  }

  /** Describes an upload. */
  public static Transfer upload(
      Session session,
      DataEndpoint endpoint,
      FileChannel file,
      String name,
      boolean converts,
      String announcement) {
    Transfer transfer =
        new Transfer(
            session, Kind.UPLOAD, endpoint, file, name, 0, converts, ByteBuffer.allocate(0));
    transfer.announcement = announcement;
    return transfer;
  }

  /** Returns what the client is told before an upload. */
  public String announcement() {
    return announcement;
  }

  /** Describes a listing, whose text is made when the connection is. */
  public static Transfer listing(
      Session session,
      DataEndpoint endpoint,
      ListFormat format,
      ListOptions options,
      String hidden) {
    Transfer transfer =
        new Transfer(session, Kind.LISTING, endpoint, null, "", 0, false, ByteBuffer.allocate(0));
    transfer.format = format;
    transfer.options = options;
    transfer.hidden = hidden;
    return transfer;
  }

  /** Makes the text of a listing, once. */
  void readDirectory() {
    ListFormat how = format;
    ListOptions what = options;
    if (how != null && what != null) {
      Listing.Result result = Listing.of(session.jail(), how, what, hidden);
      isDirectoryOpened = result.isOpened();
      pending = ByteBuffer.wrap(Bytes.of(result.text()));
      format = null;
    }
  }

  /** Returns whose transfer it is. */
  public Session session() {
    return session;
  }

  /** Returns what is moved. */
  public Kind kind() {
    return kind;
  }

  /** Returns where the data connection comes from. */
  DataEndpoint endpoint() {
    return endpoint;
  }

  /**
   * Returns the local file.
   *
   * @throws IllegalStateException for a listing
   */
  FileChannel file() {
    FileChannel own = file;
    if (own == null) {
      throw new IllegalStateException("expected a transfer of a file: kind=" + kind);
    }
    return own;
  }

  /** Returns the file's name as the client gave it. */
  public String name() {
    return name;
  }

  /** Returns the size of what is downloaded, in bytes. */
  public long size() {
    return size;
  }

  /** Returns whether line ends are converted. */
  public boolean converts() {
    return converts;
  }

  /** Returns what slows it down. */
  RateLimit limit() {
    return limit;
  }

  /** Returns how far it is. */
  public Stage stage() {
    return stage;
  }

  /** Notes how far it is. */
  public void stage(Stage next) {
    stage = next;
  }

  /** Returns how it ended. */
  public Outcome outcome() {
    return outcome;
  }

  /** Ends it. */
  void end(Outcome how) {
    outcome = how;
    stage = Stage.OVER;
  }

  /** Returns whether the directory of a listing could be opened. */
  public boolean isDirectoryOpened() {
    return isDirectoryOpened;
  }

  /** Returns the data connection, or null if there is none. */
  @Nullable SocketChannel socket() {
    return socket;
  }

  /** Sets the data connection. */
  void socket(SocketChannel connected) {
    socket = connected;
  }

  /** Returns what was agreed about the data connection's encryption, or null if there is none. */
  public @Nullable SSLSession agreed() {
    TlsData used = tls;
    return used == null ? null : used.agreed();
  }

  /** Returns what encrypts the data connection, or null if nothing does. */
  @Nullable TlsData tls() {
    return tls;
  }

  /** Names the file that an upload locks, or whose lock a download heeds. */
  public void locks(Path path) {
    locked = path;
  }

  /** Returns whether this upload locks what that download wants. */
  public boolean locksOut(Transfer download) {
    return kind == Kind.UPLOAD
        && download.kind == Kind.DOWNLOAD
        && locked != null
        && locked.equals(download.locked);
  }

  /** Returns whether it has no thread yet, since an upload locks its file. */
  public boolean isWaiting() {
    return isWaiting;
  }

  /** Says whether it waits for an upload's end. */
  public void waiting(boolean waits) {
    isWaiting = waits;
  }

  /** Returns whether a CR was kept back, and forgets it. */
  boolean takeHeldReturn() {
    boolean held = isReturnHeld;
    isReturnHeld = false;
    return held;
  }

  /** Says whether a CR is kept back until the next byte is known. */
  void heldReturn(boolean held) {
    isReturnHeld = held;
  }

  /** Returns bytes that were taken from one side and not given to the other. */
  ByteBuffer pending() {
    return pending;
  }

  /** Sets the bytes on their way. */
  void pending(ByteBuffer bytes) {
    pending = bytes;
  }

  /** Returns the bytes that went over the wire. */
  public long moved() {
    return moved;
  }

  /** Counts bytes that went over the wire. */
  void count(long bytes) {
    moved += bytes;
  }

  /** Returns how long it has been under way, in nanoseconds. */
  public long nanos() {
    return System.nanoTime() - startNanos;
  }

  /** Ends the data connection at once; the thread that moves the data then finds it closed. */
  @Override
  public void abort() {
    closeQuietly(socket);
    endpoint.close();
  }

  /** Closes what is open. */
  public void close() {
    closeQuietly(file);
    closeQuietly(socket);
    endpoint.close();
  }

  private static void closeQuietly(@Nullable AutoCloseable closeable) {
    if (closeable != null) {
      try {
        closeable.close();
      } catch (IOException e) {
        // nothing more is wanted of it
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
