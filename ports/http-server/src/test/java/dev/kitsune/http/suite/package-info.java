/** The conformance cases that hold for every release of the server. */
package dev.kitsune.http.suite;
