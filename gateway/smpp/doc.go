// Package smpp is the specification and the codec: commands, fields, TLVs,
// statuses and values of SMPP 3.3, 3.4 and 5.0 as tables, and the two
// interpreters that read and write PDUs by them.
//
// It reads leniently and writes strictly: a peer's PDU is taken as far as it
// makes sense, ours keep to the limits of the version in force.
//
// There are no sockets, goroutines, logs or changing globals in here. What
// travels inside a message (alphabets, parts, receipts) is package sms;
// conversations are package session.
package smpp
