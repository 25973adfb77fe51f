/** Certificates, and connections encrypted with them. */
@NullMarked
package dev.kitsune.ftp.tls;

import org.jspecify.annotations.NullMarked;
