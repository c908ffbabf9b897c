// Package pics is the statement of conformance (protocol implementation
// conformance statement): what Relay does with each command, TLV, status, timer
// and alphabet of SMPP 3.3, 3.4 and 5.0. Most of it is read from the tables that
// the program itself works by; what is said of commands is measured by a test
// over the wire, in package app.
//
// Nothing here opens a connection or keeps state.
package pics
