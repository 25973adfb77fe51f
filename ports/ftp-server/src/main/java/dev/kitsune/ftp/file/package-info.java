/** The files that a session sees: its root, permissions, listings. */
@NullMarked
package dev.kitsune.ftp.file;

import org.jspecify.annotations.NullMarked;
