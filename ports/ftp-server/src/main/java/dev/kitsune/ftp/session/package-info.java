/** What the server knows of one connection. */
@NullMarked
package dev.kitsune.ftp.session;

import org.jspecify.annotations.NullMarked;
