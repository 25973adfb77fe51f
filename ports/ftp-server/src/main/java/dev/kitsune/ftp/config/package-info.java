/** The settings of a vsftpd.conf, and how such a file is read. */
@NullMarked
package dev.kitsune.ftp.config;

import org.jspecify.annotations.NullMarked;
