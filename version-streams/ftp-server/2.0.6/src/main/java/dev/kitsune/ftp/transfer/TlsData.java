package dev.kitsune.ftp.transfer;

import java.io.IOException;
import java.nio.ByteBuffer;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/**
 * The encryption of one data connection. It is the transfer's state, with all bytes that were read
 * and not decrypted, or encrypted and not written, so that an update may come at any of them.
 */
final class TlsData {

  /** The connection below, whose calls wait and are update points. */
  interface Wire {

    /** Reads at least one byte; returns -1 at the end. */
    int read(ByteBuffer bytes) throws IOException;

    /** Writes at least one byte. */
    int write(ByteBuffer bytes) throws IOException;
  }

  private final SSLEngine engine;
  private final ByteBuffer received; // between two calls: ready to be drained
  private final ByteBuffer encrypted; // the same
  private final ByteBuffer decrypted; // the same
  private boolean isHandshakeOver;

  /**
   * Makes the server's side of a connection.
   *
   * @param needsCertificate whether the client must show one
   */
  TlsData(SSLContext context, boolean needsCertificate) {
    engine = context.createSSLEngine();
    engine.setUseClientMode(false);
    engine.setNeedClientAuth(needsCertificate);
    int packet = engine.getSession().getPacketBufferSize();
    received = ByteBuffer.allocate(2 * packet).flip();
    encrypted = ByteBuffer.allocate(2 * packet).flip();
    decrypted = ByteBuffer.allocate(2 * engine.getSession().getApplicationBufferSize()).flip();
  }

  /** Returns what the two sides agreed about, or null if they have not yet. */
  @Nullable SSLSession agreed() {
    return isHandshakeOver ? engine.getSession() : null;
  }

  /** Encrypts and writes some of the bytes; returns how many. */
  int write(Wire wire, ByteBuffer bytes) throws IOException {
    flush(wire);
    handshake(wire);
    int before = bytes.remaining();
    wrap(bytes);
    int taken = before - bytes.remaining();
    flush(wire);
    return taken;
  }

  /** Reads and decrypts some bytes; returns how many, or -1 at the end. */
  int read(Wire wire, ByteBuffer bytes) throws IOException {
    flush(wire);
    handshake(wire);
    while (!decrypted.hasRemaining()) {
      if (engine.isInboundDone() || !unwrap() && !fill(wire)) {
        return -1;
      }
      flush(wire);
    }
    int count = Math.min(bytes.remaining(), decrypted.remaining());
    ByteBuffer part = decrypted.duplicate().limit(decrypted.position() + count);
    bytes.put(part);
    decrypted.position(part.position());
    return count;
  }

  /** Tells the client that no more comes. */
  void close(Wire wire) throws IOException {
    flush(wire);
    handshake(wire);
    engine.closeOutbound();
    if (!engine.isOutboundDone()) {
      wrap(ByteBuffer.allocate(0));
    }
    flush(wire);
  }

  /** Agrees with the client about keys, once. */
  private void handshake(Wire wire) throws IOException {
    if (isHandshakeOver) {
      return;
    }
    try {
      if (engine.getHandshakeStatus() == HandshakeStatus.NOT_HANDSHAKING) {
        engine.beginHandshake();
      }
      while (true) {
        HandshakeStatus status = engine.getHandshakeStatus();
        if (status == HandshakeStatus.NEED_WRAP) {
          wrap(ByteBuffer.allocate(0));
          flush(wire);
        } else if (status == HandshakeStatus.NEED_TASK) {
          runTasks();
        } else if (status == HandshakeStatus.NOT_HANDSHAKING
            || status == HandshakeStatus.FINISHED) {
          break;
        } else if (!unwrap() && !fill(wire)) {
          throw new SSLException("the client closed the connection");
        }
      }
    } catch (SSLException | NetworkException e) {
      throw new HandshakeException(e);
    }
    isHandshakeOver = true;
  }

  private void wrap(ByteBuffer plain) throws SSLException {
    encrypted.compact();
    try {
      engine.wrap(plain, encrypted);
    } finally {
      encrypted.flip();
    }
    runTasks();
  }

  /** Returns whether anything could be taken from what was received. */
  private boolean unwrap() throws SSLException {
    if (!received.hasRemaining()) {
      return false;
    }
    int before = received.remaining();
    decrypted.compact();
    try {
      engine.unwrap(received, decrypted);
    } finally {
      decrypted.flip();
    }
    runTasks();
    return received.remaining() < before;
  }

  private void runTasks() {
    for (Runnable task = engine.getDelegatedTask();
        task != null;
        task = engine.getDelegatedTask()) {
      task.run();
    }
  }

  private boolean fill(Wire wire) throws IOException {
    // Into a view, so that the buffer is ready to be drained should an update end this call.
    if (received.position() > 0) {
      received.compact().flip();
    }
    ByteBuffer free = received.duplicate();
    free.limit(free.capacity()).position(received.limit());
    int count = wire.read(free);
    if (count > 0) {
      received.limit(received.limit() + count);
    }
    return count > 0;
  }

  private void flush(Wire wire) throws IOException {
    while (encrypted.hasRemaining()) {
      wire.write(encrypted);
    }
  }

  /** There is no agreement about keys. */
  static final class HandshakeException extends IOException {

    private static final long serialVersionUID = 1;

    HandshakeException(IOException cause) {
      super(cause);
    }
  }
}
