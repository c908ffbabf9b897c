// Package octets reads octets as people and programs write them: hex with any
// separators, hex dumps, C arrays and escaped strings. What the octets mean is
// gateway/smpp's business. It is pure, and keeps nothing.
package octets

// Most is the number of octets above which nothing is read.
const Most = 256 << 20
